import Dispatch
package import SignalPath
package import Sound
import Synchronization

/// Records points of the running signal path.
///
/// Concurrency: `take` comes from the thread "audio events" and never waits for the disk; a queue of its own writes.
/// What the disk is too slow for is left out and counted.
package final class Recorder: Sendable {
    package struct Plan: Sendable {
        package var shelf: RecordingShelf
        package var name: RecordingName
        package var points: [RecordedPoint]
        package var seconds: Int
        package var rate: StreamRate
        package var limits: ShelfLimits
        package var notes: RecordingNotes

        package init(
            shelf: RecordingShelf, name: RecordingName, points: [RecordedPoint], seconds: Int, rate: StreamRate,
            limits: ShelfLimits, notes: RecordingNotes
        ) {
            self.shelf = shelf
            (self.name, self.points, self.seconds, self.rate) = (name, points, seconds, rate)
            (self.limits, self.notes) = (limits, notes)
        }
    }

    /// How a recording ended.
    package struct Ending: Sendable {
        package let name: RecordingName
        package let points: [RecordedPoint]
        package let reason: String
        package let result: Result<RecordingShelf.Entry, RecordingFault>
    }

    private struct Active {
        let plan: Plan
        let spool: RecordingSpool
        var draft: RecordingDraft
        var waiting: [UInt8] = []
        /// Chunks that the queue has not written yet.
        var backlog = 0
        var stopped: (@Sendable (Ending) -> Void)?
    }

    /// Half a second of blocks, and how many such the disk may be behind.
    private static let chunkBlocks = 50
    private static let mostBacklog = 20
    private static let mostAtOnce = 4

    private let queue = DispatchQueue(label: "recording", qos: .utility)
    private let actives = Mutex<[RecordingName: Active]>([:])
    private let ended: @Sendable (Ending) -> Void
    private let now: @Sendable (RecordingShelf) -> Int

    /// - Parameters:
    ///   - now: seconds since 1970, for what is on this shelf.
    ///   - ended: called on the recorder's queue for each recording, however it ended.
    package init(
        now: @escaping @Sendable (RecordingShelf) -> Int, ended: @escaping @Sendable (Ending) -> Void
    ) {
        (self.now, self.ended) = (now, ended)
    }

    package var isRecording: Bool { actives.withLock { !$0.isEmpty } }

    /// Name and milliseconds so far of each that goes on.
    package var progress: [(name: RecordingName, milliseconds: Int, bytes: Int)] {
        actives.withLock { actives in
            actives.values.map { active in
                (
                    active.plan.name, active.draft.frames * 1_000 / Int(active.plan.rate.hertz),
                    active.draft.frames * active.plan.points.count * 2
                )
            }
        }
    }

    /// Begins with the next block that brings raw sound.
    package func start(_ plan: Plan) throws(RecordingFault) {
        try actives.withLock { actives throws(RecordingFault) in
            guard actives.count < Self.mostAtOnce else { throw .full("\(Self.mostAtOnce) recordings go on already") }
            guard actives[plan.name] == nil else { throw .exists(plan.name.text) }
            let shelf = plan.shelf
            shelf.tidy(plan.limits, now: now(shelf))
            guard shelf.room(plan.limits) > 1 << 16 else {
                throw .full("the recordings have no more room: see record.max_total and record.min_free")
            }
            let writer = try shelf.open(
                plan.name, TrackShape(rate: Int(plan.rate.hertz), channels: plan.points.count))
            do throws(RecordingFault) { try plan.notes.save(to: shelf.notesPath(of: plan.name)) } catch {
                writer.abandon()
                throw error
            }
            let most = min(
                plan.seconds * Int(plan.rate.hertz), TrackShape.mostFrameBytes / (2 * max(1, plan.points.count)))
            actives[plan.name] = Active(
                plan: plan,
                spool: RecordingSpool(plan.name, shelf: shelf, limits: plan.limits, writer: writer, now: now),
                draft: RecordingDraft(points: plan.points, mostFrames: most))
        }
    }

    package func take(_ block: ProcessedBlock) {
        actives.withLock { actives in
            for name in actives.keys {
                guard var active = actives[name] else { continue }
                active.waiting += active.draft.take(block)
                if active.waiting.count >= Self.chunkBlocks * active.plan.rate.blockSamples * active.plan.points.count
                    * 2
                {
                    hand(&active)
                }
                actives[name] = active
                if active.draft.isFull { close(name, "length", in: &actives) }
            }
        }
    }

    /// Ends a recording. `done` is called on the recorder's queue when it is whole; not at all if there is none.
    package func stop(_ name: RecordingName, _ done: @escaping @Sendable (Ending) -> Void) throws(RecordingFault) {
        try actives.withLock { actives throws(RecordingFault) in
            guard actives[name] != nil else { throw .missing(name.text) }
            actives[name]?.stopped = done
            close(name, "stopped", in: &actives)
        }
    }

    /// The sound card is let go, or the daemon ends.
    package func stopAll(_ reason: String) {
        actives.withLock { actives in for name in actives.keys { close(name, reason, in: &actives) } }
    }

    /// Returns when everything that was ended is on the disk.
    package func settle() { queue.sync {} }

    // MARK: To the queue

    private func hand(_ active: inout Active) {
        let (bytes, spool) = (active.waiting, active.spool)
        active.waiting = []
        guard active.backlog < Self.mostBacklog else {
            active.draft.lose(milliseconds: Self.chunkBlocks * 10)
            return
        }
        active.backlog += 1
        queue.async { [self] in
            do throws(RecordingFault) { try spool.append(bytes) } catch {
                actives.withLock { close(spool.name, error.explanation, in: &$0) }
            }
            actives.withLock { $0[spool.name]?.backlog -= 1 }
        }
    }

    private func close(_ name: RecordingName, _ reason: String, in actives: inout [RecordingName: Active]) {
        guard let active = actives.removeValue(forKey: name) else { return }
        var notes = active.plan.notes
        notes.end = reason
        notes.measures = active.draft.measures
        notes.muted = active.draft.muted
        notes.lostMilliseconds = active.draft.lostMilliseconds
        queue.async { [self, notes] in
            let result = Result { () throws(RecordingFault) in
                // A disk that is full keeps what it has.
                try? active.spool.append(active.waiting)
                return try active.spool.finish(notes)
            }
            let ending = Ending(name: name, points: active.plan.points, reason: reason, result: result)
            ended(ending)
            active.stopped?(ending)
        }
    }
}

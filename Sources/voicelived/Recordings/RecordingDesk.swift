import ControlProtocol
import ControlServer
import Diagnostics
import Recording
import SignalPath
import Sound
import Synchronization

/// Recordings of the running signal path, visible to everybody while they go on.
final class RecordingDesk: Sendable {
    /// Who began a recording, and of which card.
    private struct Owner {
        var uid: UInt32
        var client: String?
        var card: SoundCard
    }

    private let instruments: Instruments
    private let owners = Mutex<[RecordingName: Owner]>([:])
    private let recorder = Mutex<Recorder?>(nil)

    /// By which recordings grow old.
    let clock: ShelfClock

    init(instruments: Instruments, clock: ShelfClock) {
        self.clock = clock
        self.instruments = instruments
        let recorder = Recorder(
            now: { clock.now(on: $0) },
            ended: { [weak self] ending in self?.tell(ending) })
        self.recorder.withLock { $0 = recorder }
    }

    private var running: Recorder? { recorder.withLock { $0 } }

    func take(_ block: ProcessedBlock) { running?.take(block) }

    func start(_ plan: Recorder.Plan, of card: SoundCard, for client: ControlClient) throws(RecordingFault) {
        owners.withLock { $0[plan.name] = Owner(uid: client.uid, client: client.name, card: card) }
        do throws(RecordingFault) { try running?.start(plan) } catch {
            owners.withLock { owners in
                // The one that goes on under this name is another's.
                if case .exists = error, running?.progress.contains(where: { $0.name == plan.name }) ?? false { return }
                owners[plan.name] = nil
            }
            throw error
        }
        card.hand(toRecorder: true)
        instruments.log(.recordStarted, "recording \"\(plan.name.text)\" began", .uid(client.uid))
        publish(plan.points, isOpen: true, client.uid, client.name)
    }

    func stop(_ name: RecordingName) async throws(RecordingFault) -> RecordingShelf.Entry {
        guard let running, running.progress.contains(where: { $0.name == name }) else {
            throw .missing(name.text)
        }
        let result = await withCheckedContinuation { continuation in
            do throws(RecordingFault) {
                try running.stop(name) { continuation.resume(returning: $0.result) }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    /// The sound card is let go: what it gave is whole. Waits for the disk, half a second of sound at most.
    func cardCloses() {
        running?.stopAll("session ended")
        running?.settle()
    }

    var progress: [RecordingSummary] {
        (running?.progress ?? []).map {
            RecordingSummary(name: $0.name.text, bytes: $0.bytes, durationMilliseconds: $0.milliseconds, active: true)
        }
    }

    func isActive(_ name: RecordingName) -> Bool { running?.progress.contains { $0.name == name } ?? false }

    // MARK: Endings

    private func tell(_ ending: Recorder.Ending) {
        let owner = owners.withLock { $0.removeValue(forKey: ending.name) }
        switch ending.result {
        case .success(let entry):
            instruments.log(
                .recordStopped,
                "recording \"\(entry.name.text)\" has \(entry.durationMilliseconds) ms: "
                    + ending.reason)
        case .failure(let fault):
            instruments.log(.recordFailed, "recording \"\(ending.name.text)\": \(fault.explanation)")
        }
        if let running, !running.isRecording { owner?.card.hand(toRecorder: false) }
        if let owner { publish(ending.points, isOpen: false, owner.uid, owner.client) }
    }

    private func publish(_ points: [RecordedPoint], isOpen: Bool, _ uid: UInt32, _ client: String?) {
        for point in points {
            guard let place = TapPoint(rawValue: point.rawValue) else { continue }
            instruments.megaphone.target?.publish(
                AudioTap(point: place, open: isOpen, uid: Int(uid), client: client))
        }
    }
}

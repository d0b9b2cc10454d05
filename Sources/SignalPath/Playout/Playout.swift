package import Sound
import Synchronization

/// Why a piece of sound was not taken for playing.
package enum PlayoutRefusal: Error, Equatable {
    /// This rate was not named when the playout was built.
    case unknownRate(Int)
    /// The response was interrupted before; its sound is not wanted any more.
    case interrupted
    /// As much sound waits as may wait. Hold the sender back until some was played.
    case full(milliseconds: Int)
}

/// Everybody's handle on what the loudspeaker plays. Any thread but the sound thread.
///
/// Give `queue` to the sound system as its `PlaybackSource`. Call `collect` about every 20 ms while sound plays.
package final class Playout: Sendable {
    /// Longest sound that may wait in one lane.
    package static let longestMilliseconds = 600_000
    static let packetCapacity = 8_192

    package let queue: PlayoutQueue
    private let switches = PlayoutSwitches()
    private let answers = PlayoutLaneState()
    private let prompts = PlayoutLaneState()
    private let desk: Mutex<PlayoutDesk>

    /// `nil` never happens with fresh rings; it keeps the ends' "taken once" honest without a trap.
    ///
    /// - Parameter packetRates: Rates that packets may have.
    package init?(packetRates: [StreamRate] = PlayoutDesk.usualRates, settings: PlayoutSettings = PlayoutSettings()) {
        let mailbox = Mailbox<PlayoutSettings>(settings)
        let records = Ring<PlayoutRecord>(capacity: 4_096, filledWith: .heard(until: .zero))
        guard let answer = LaneEnds(.answer, state: answers, rates: packetRates),
            let prompt = LaneEnds(.prompt, state: prompts, rates: packetRates),
            let sender = mailbox.takeSender(), let receiver = mailbox.takeReceiver(),
            let recordWriter = records.takeWriter(), let recordReader = records.takeReader()
        else { return nil }
        queue = PlayoutQueue(
            answer: answer.lane, prompt: prompt.lane, answers: answers, prompts: prompts, switches: switches,
            settings: receiver, records: PlayoutRecorder(ring: recordWriter, switches: switches))
        desk = Mutex(
            PlayoutDesk(
                rates: packetRates, answer: answer.inlet, prompt: prompt.inlet, settings: sender,
                records: recordReader))
    }

    /// Appends sound. Playing starts at the device's next request.
    package func enqueue(
        _ samples: Span<Int16>, rate: StreamRate, tag: PlayoutTag, lane: PlayoutLaneName = .answer
    ) throws(PlayoutRefusal) {
        try desk.withLock { desk throws(PlayoutRefusal) in
            try desk.enqueue(samples, rate: rate, tag: tag, lane: lane)
        }
    }

    /// The item has all its packets; no more will be taken for its response when `endsResponse`.
    package func complete(
        _ tag: PlayoutTag, lane: PlayoutLaneName = .answer, endsResponse: Bool = true
    ) -> [PlaybackEvent] {
        desk.withLock { $0.complete(tag, lane: lane, endsResponse: endsResponse) }
    }

    /// Silences every response before `response`, with a fade, at the device's next request. Follow with
    /// `SoundSystem.cutPlayback`, so that what the device holds falls silent too.
    package func raiseResponse(to response: UInt32, lane: PlayoutLaneName = .answer) {
        state(of: lane).minimumResponse.store(response, ordering: .releasing)
    }

    /// Stops answers (not prompts) with a fade. After `SoundSystem.cutPlayback` the `resume` goes on at the very sample
    /// where the listener stopped hearing.
    package func pause() { switches.isPaused.store(true, ordering: .relaxed) }
    package func resume() { switches.isPaused.store(false, ordering: .relaxed) }
    package var isPaused: Bool { switches.isPaused.load(ordering: .relaxed) }

    package func apply(_ settings: PlayoutSettings) { desk.withLock { $0.post(settings) } }

    /// Tells `id` when sample `position` of the item was heard, by the next `collect` if it was already. `false` when too many marks wait.
    package func mark(_ tag: PlayoutTag, position: Int64, id: UInt32) -> Bool {
        desk.withLock { $0.mark(tag, position: position, id: id) }
    }

    /// Nobody waits any more for the marks of these items.
    package func forgetMarks(of tags: [PlayoutTag]) {
        desk.withLock { desk in
            for tag in tags { desk.ledger.forgetMarks(of: tag) }
        }
    }

    /// Takes in what the sound thread reported, and frees played sound.
    package func collect() -> [PlaybackEvent] { desk.withLock { $0.collect() } }

    /// What has been heard of an item, as of the newest report.
    package func account(of tag: PlayoutTag) -> ItemAccount? {
        desk.withLock { desk in
            desk.collectLater()
            return desk.ledger.account(of: tag)
        }
    }

    package func queuedMilliseconds(_ lane: PlayoutLaneName = .answer) -> Int {
        state(of: lane).queuedMicroseconds / 1_000
    }

    /// Times an answer ran out of packets before its last one.
    package var underruns: Int { answers.underruns.load(ordering: .relaxed) }
    /// Reports nobody collected in time; after any, accounts may be short.
    package var lostRecords: Int { switches.lostRecords.load(ordering: .relaxed) }

    private func state(of lane: PlayoutLaneName) -> PlayoutLaneState {
        switch lane {
        case .answer: answers
        case .prompt: prompts
        }
    }
}

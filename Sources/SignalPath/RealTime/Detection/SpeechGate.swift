package import Sound

/// When a turn's speech begins and ends.
package struct SpeechGateSettings: BitwiseCopyable, Sendable, Equatable {
    /// Probability from which speech may begin, and below which it may end.
    package var startThreshold: Float = 0.55
    package var continueThreshold: Float = 0.3
    /// Speech this long within twice the time begins a turn.
    package var startMilliseconds: Int32 = 60
    /// Quiet this long ends it.
    package var hangoverMilliseconds: Int32 = 400
    /// Sound before the onset that belongs to it: detectors are late on soft consonants.
    package var prerollMilliseconds: Int32 = 200

    package init() {}
}

package enum SpeechEdge: BitwiseCopyable, Sendable, Equatable {
    /// Speech began at `at`; `preroll` is where to begin sending. On the microphone's clock.
    case started(at: SampleTime, preroll: SampleTime)
    /// The last speech was before `at`.
    case ended(at: SampleTime)
}

/// Quiet → starting → speaking → stopping, in microphone samples.
///
/// Pipeline thread; no allocation.
struct SpeechGate {
    private var state = State.quiet
    /// End of the newest speech.
    private var lastSpeech = SampleTime.zero

    private enum State {
        case quiet
        /// Milliseconds of speech gathered since `onset`.
        case starting(onset: SampleTime, gathered: Int32, elapsed: Int32)
        case speaking
    }

    var isSpeaking: Bool {
        if case .speaking = state { return true }
        return false
    }

    /// Takes 10 ms that began at `start`.
    mutating func update(
        _ probability: Float, start: SampleTime, rate: StreamRate, settings: SpeechGateSettings
    ) -> SpeechEdge? {
        switch state {
        case .quiet:
            guard probability >= settings.startThreshold else { return nil }
            return gather(.zero, elapsed: 0, onset: start, isSpeech: true, start, rate, settings)
        case .starting(let onset, let gathered, let elapsed):
            let isSpeech = probability >= settings.startThreshold
            return gather(gathered, elapsed: elapsed, onset: onset, isSpeech: isSpeech, start, rate, settings)
        case .speaking:
            return carryOn(probability >= settings.continueThreshold, start, rate, settings)
        }
    }

    /// The stream was rebuilt: what was said is over.
    mutating func interrupt(at time: SampleTime) -> SpeechEdge? {
        defer { state = .quiet }
        return isSpeaking ? .ended(at: min(time, lastSpeech)) : nil
    }

    private mutating func gather(
        _ gathered: Int32, elapsed: Int32, onset: SampleTime, isSpeech: Bool, _ start: SampleTime, _ rate: StreamRate,
        _ settings: SpeechGateSettings
    ) -> SpeechEdge? {
        let total = gathered + (isSpeech ? 10 : 0)
        if isSpeech { lastSpeech = start + rate.blockSamples }
        guard total < settings.startMilliseconds else {
            state = .speaking
            let preroll = onset.samples - Int64(rate.samples(milliseconds: Int(settings.prerollMilliseconds)))
            return .started(at: onset, preroll: SampleTime(max(0, preroll)))
        }
        let isOver = elapsed + 10 >= 2 * settings.startMilliseconds
        state = isOver ? .quiet : .starting(onset: onset, gathered: total, elapsed: elapsed + 10)
        return nil
    }

    private mutating func carryOn(
        _ isSpeech: Bool, _ start: SampleTime, _ rate: StreamRate, _ settings: SpeechGateSettings
    ) -> SpeechEdge? {
        let end = start + rate.blockSamples
        if isSpeech { lastSpeech = end }
        guard rate.milliseconds(samples: end - lastSpeech) >= settings.hangoverMilliseconds else { return nil }
        state = .quiet
        return .ended(at: lastSpeech)
    }
}

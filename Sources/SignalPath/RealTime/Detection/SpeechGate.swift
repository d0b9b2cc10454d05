package import Sound

/// When a turn's speech begins and ends.
package struct SpeechGateSettings: BitwiseCopyable, Sendable, Equatable {
    /// Probability from which speech may begin, and below which it may end.
    package var startThreshold: Float = 0.5
    package var continueThreshold: Float = 0.3
    /// Speech this long begins a turn,
    package var startMilliseconds: Int32 = 60
    /// if there was full certainty for this long, or less of it for longer. What is only likely is remembered as the onset.
    package var certainMilliseconds: Int32 = 220
    /// Quiet this long ends it.
    package var hangoverMilliseconds: Int32 = 400
    /// Sound before the onset that belongs to it: detectors are late on soft consonants.
    package var prerollMilliseconds: Int32 = 200

    package init() {}

    /// Where there is less certainty to be had: beside the loudspeaker's voice, or by a detector that is seldom sure.
    var easier: SpeechGateSettings {
        var easier = self
        easier.certainMilliseconds = min(certainMilliseconds, 50)
        return easier
    }
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
    private var conviction = Conviction()
    /// End of the newest speech.
    private var lastSpeech = SampleTime.zero

    private enum State {
        case quiet
        /// Milliseconds of likely speech since `onset`, and of quiet behind it.
        case starting(onset: SampleTime, gathered: Int32, quiet: Int32)
        case speaking
    }

    /// Quiet this long, and what was likely is forgotten. Milliseconds.
    private static let forgetting: Int32 = 200
    /// A turn begins this long before it is sure, at most.
    private static let longestDoubt = 500
    /// What is likely is speech this long; then it needs certainty.
    private static let credit: Int32 = 50

    var isSpeaking: Bool {
        if case .speaking = state { return true }
        return false
    }

    /// What was taken last is speech, as far as one block says.
    private(set) var isHeard = false

    /// Takes 10 ms that began at `start`. `level` is how loud they were, in dB.
    mutating func update(
        _ probability: Float, level: Float, start: SampleTime, rate: StreamRate, settings: SpeechGateSettings
    ) -> SpeechEdge? {
        let isLikely = probability >= settings.startThreshold
        conviction.update(probability, level: level)
        switch state {
        case .quiet:
            isHeard = isLikely
            return isLikely ? gather(0, since: start, start, rate, settings) : nil
        case .starting(let onset, let gathered, let quiet):
            isHeard = isLikely && gathered < Self.credit
            if isLikely { return gather(gathered, since: onset, start, rate, settings) }
            let isOver = quiet + 10 >= Self.forgetting
            state = isOver ? .quiet : .starting(onset: onset, gathered: gathered, quiet: quiet + 10)
            return nil
        case .speaking:
            isHeard = isLikely
            return carryOn(probability >= settings.continueThreshold, start, rate, settings)
        }
    }

    /// The stream was rebuilt: what was said is over.
    mutating func interrupt(at time: SampleTime) -> SpeechEdge? {
        defer { state = .quiet }
        return isSpeaking ? .ended(at: min(time, lastSpeech)) : nil
    }

    private mutating func gather(
        _ gathered: Int32, since onset: SampleTime, _ start: SampleTime, _ rate: StreamRate,
        _ settings: SpeechGateSettings
    ) -> SpeechEdge? {
        let total = min(gathered + 10, max(settings.startMilliseconds, Self.credit))
        lastSpeech = start + rate.blockSamples
        guard total >= settings.startMilliseconds, conviction.milliseconds >= Float(settings.certainMilliseconds) else {
            state = .starting(onset: onset, gathered: total, quiet: 0)
            return nil
        }
        state = .speaking
        isHeard = true
        let earliest = start.samples - Int64(rate.samples(milliseconds: Self.longestDoubt))
        let onset = SampleTime(max(onset.samples, earliest))
        let preroll = onset.samples - Int64(rate.samples(milliseconds: Int(settings.prerollMilliseconds)))
        return .started(at: onset, preroll: SampleTime(max(0, preroll)))
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

/// How much certainty there was lately, that a person talks. Clatter is likely for a moment and seldom sure for long; whoever
/// was surely heard some seconds ago is believed at once.
private struct Conviction {
    /// Milliseconds of full certainty.
    private(set) var milliseconds: Float = 0
    /// dB; falls slowly.
    private var loudest: Float = -100

    /// A probability up to this is no certainty.
    private static let unsure: Float = 0.7
    /// Per block.
    private static let fading: Float = 1.7
    /// Whoever spoke for four seconds is known for another fifteen.
    private static let most: Float = 3_000
    /// dB below the loudest. Detectors go on for a third of a second when what was struck has died away.
    private static let diedAway: Float = 25
    /// dB a block: 25 a second, so that a slammed door covers nobody for long.
    private static let forgetting: Float = 0.25

    mutating func update(_ probability: Float, level: Float) {
        loudest = max(level, loudest - Self.forgetting)
        let isThere = level >= loudest - Self.diedAway
        let certainty = isThere ? max(0, (probability - Self.unsure) / (1 - Self.unsure)) : 0
        milliseconds = min(Self.most, max(0, milliseconds - Self.fading) + 10 * certainty)
    }
}

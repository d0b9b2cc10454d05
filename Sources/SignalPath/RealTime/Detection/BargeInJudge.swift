package import Sound

/// How sure to be before an answer is disturbed.
package struct BargeInSettings: BitwiseCopyable, Sendable, Equatable {
    package var threshold: Float = 0.5
    /// A suspicion becomes a certainty by blocks as sure as this. A pause costs little, a lost answer much.
    package var certainty: Float = 0.65
    /// Speech this long, within twice the time, is a suspicion: time to duck.
    package var suspectMilliseconds: Int32 = 50
    /// And this long is certain: time to stop.
    package var confirmMilliseconds: Int32 = 140
    /// Quiet this long withdraws either.
    package var quietMilliseconds: Int32 = 300

    package init() {}
}

package enum BargeInEdge: BitwiseCopyable, Sendable, Equatable {
    /// Somebody may be talking over us since `since`, on the microphone's clock.
    case suspected(since: SampleTime)
    case confirmed(since: SampleTime)
    /// It was nothing, or it is over.
    case withdrawn
}

/// From a probability per block to suspicion and certainty.
///
/// Pipeline thread; no allocation.
struct BargeInJudge {
    private var since: SampleTime?
    private var gathered: Int32 = 0
    /// The part of it that was surely said, and with an open mouth.
    private var certain: Int32 = 0
    /// The part of it that had a voice.
    private var voiced: Int32 = 0
    /// A word has a vowel; a cough is breath. Milliseconds.
    private static let leastVoice: Int32 = 60
    private var quiet: Int32 = 0
    private var told = Told.nothing

    private enum Told { case nothing, suspected, confirmed }

    /// - Parameters:
    ///   - isOver: We talk, or did a moment ago. Once we hushed because of a suspicion we do not; it is judged all the same.
    ///   - isOpen: What is heard is no hum. A hum is suspected, and never certain.
    ///   - isVoiced: What is heard has a pitch. What never has is suspected, and never certain.
    mutating func update(
        _ probability: Float, isOver: Bool = true, isOpen: Bool = true, isVoiced: Bool = true, start: SampleTime,
        settings: BargeInSettings
    ) -> BargeInEdge? {
        if probability >= settings.threshold, isOver || told != .nothing {
            since = since ?? start
            gathered = min(gathered + 10, 2 * settings.confirmMilliseconds)
            if isOpen, probability >= settings.certainty {
                certain = min(certain + 10, 2 * settings.confirmMilliseconds)
            }
            if isVoiced { voiced = min(voiced + 10, 2 * settings.confirmMilliseconds) }
            quiet = 0
        } else {
            gathered = max(0, gathered - 5)
            certain = max(0, certain - 5)
            voiced = max(0, voiced - 5)
            quiet += 10
        }
        return judged(settings)
    }

    mutating func reset() -> BargeInEdge? {
        defer { self = BargeInJudge() }
        return told == .nothing ? nil : .withdrawn
    }

    private mutating func judged(_ settings: BargeInSettings) -> BargeInEdge? {
        guard let onset = since else { return nil }
        if gathered == 0 && told == .nothing { since = nil }
        if quiet >= settings.quietMilliseconds { return reset() }
        if told != .confirmed, certain >= settings.confirmMilliseconds, voiced >= Self.leastVoice {
            told = .confirmed
            return .confirmed(since: onset)
        }
        if told == .nothing, gathered >= settings.suspectMilliseconds {
            told = .suspected
            return .suspected(since: onset)
        }
        return nil
    }
}

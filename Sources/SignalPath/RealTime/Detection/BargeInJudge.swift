package import Sound

/// How sure to be before an answer is disturbed.
package struct BargeInSettings: BitwiseCopyable, Sendable, Equatable {
    package var threshold: Float = 0.5
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
    private var quiet: Int32 = 0
    private var told = Told.nothing

    private enum Told { case nothing, suspected, confirmed }

    var isConfirmed: Bool { told == .confirmed }

    mutating func update(_ probability: Float, start: SampleTime, settings: BargeInSettings) -> BargeInEdge? {
        if probability >= settings.threshold {
            since = since ?? start
            gathered = min(gathered + 10, 2 * settings.confirmMilliseconds)
            quiet = 0
        } else {
            gathered = max(0, gathered - 5)
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
        if told != .confirmed, gathered >= settings.confirmMilliseconds {
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

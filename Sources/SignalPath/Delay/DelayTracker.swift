/// How far the echo lags behind the reference, as estimated from one second of both.
package struct DelayEstimate: BitwiseCopyable, Sendable, Equatable {
    /// Newest pipeline block in it.
    package var block: Int
    package var generation: UInt32
    package var milliseconds: Float
    /// Peak of the correlation over its mean; below about 8 it is chance.
    package var confidence: Float
    /// The clocks' drift, once a few seconds of delays lie on a line.
    package var drift: DriftEstimate?
}

/// What to do about a delay.
enum DelayAction: Equatable {
    /// Read the reference this much later, and start the filter anew: what it learnt was nothing.
    case realign(laterMilliseconds: Float)
    /// The path moved as a whole: move the reference with it, and the filter stays good.
    case follow(laterMilliseconds: Float)
}

/// Keeps the echo inside the canceller's filter: does nothing while it is, follows jumps.
struct DelayTracker: Sendable {
    /// The delay the filter has learnt, behind the reference as it is read.
    private(set) var locked: Float?
    private var candidate: Float?
    private let inside: ClosedRange<Float>

    private static let confidence: Float = 9
    private static let agreement: Float = 1
    private static let jump: Float = 3
    private static let lead: Float = 8

    /// - Parameter tailMilliseconds: Length of the filter; the echo's beginning may lie in its first third.
    init(tailMilliseconds: Int) {
        inside = 0.5...max(1, Float(tailMilliseconds) / 3)
    }

    /// - Parameters:
    ///   - later: How much later the reference was read when the estimate was made, ms.
    ///   - earliest: What was played is known no further ahead than this; below 0 as far as it is.
    ///   - isCancelling: The filter takes the echo away right now: whatever the estimate says, it is well placed.
    mutating func update(_ estimate: DelayEstimate, later: Float, earliest: Float, isCancelling: Bool) -> DelayAction? {
        guard estimate.confidence >= Self.confidence else { return nil }
        let delay = estimate.milliseconds - later
        // One estimate may be chance; two that agree are not.
        let isConfirmed = candidate.map { abs($0 - delay) <= Self.agreement } ?? false
        candidate = delay
        guard isConfirmed, !(isCancelling && locked != nil) else { return nil }
        return action(delay, later, earliest)
    }

    /// The filter knows this delay from another time.
    mutating func recall(_ delay: Float) {
        locked = delay
        candidate = nil
    }

    mutating func reset() {
        locked = nil
        candidate = nil
    }

    private mutating func action(_ delay: Float, _ later: Float, _ earliest: Float) -> DelayAction? {
        if let locked, abs(delay - locked) >= Self.jump, later + delay - locked >= earliest {
            candidate = locked
            return .follow(laterMilliseconds: later + delay - locked)
        }
        locked = delay
        // Also an echo that came nearer than the reference can follow: the filter learns where it is now.
        guard !inside.contains(delay) else { return nil }
        guard delay > Self.lead else {
            let sooner = max(realign(later + delay), earliest)
            locked = later + delay - sooner
            candidate = locked
            return abs(sooner - later) < 1 ? nil : .realign(laterMilliseconds: sooner)
        }
        // By whole partitions of the quick filter, which keeps what it learnt then.
        let partition = Float(KalmanCanceller.partitionMilliseconds)
        let moved = ((delay - Self.lead) / partition).rounded(.down) * partition
        locked = delay - moved
        candidate = locked
        return .realign(laterMilliseconds: later + moved)
    }

    /// Puts the echo's beginning near the filter's. Returns how much later to read the reference for that.
    mutating func realign(_ delay: Float) -> Float {
        locked = Self.lead
        candidate = Self.lead
        return delay - Self.lead
    }
}

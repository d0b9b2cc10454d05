/// How far the echo lags behind the reference, as estimated from one second of both.
package struct DelayEstimate: BitwiseCopyable, Sendable, Equatable {
    /// Newest pipeline block in it.
    package var block: Int
    package var generation: UInt32
    package var milliseconds: Float
    /// Peak of the correlation over its mean; below about 8 it is chance.
    package var confidence: Float
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
    private(set) var laterMilliseconds: Float = 0
    /// The delay the filter has learnt.
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

    /// - Parameter isCancelling: The filter takes the echo away right now: whatever the estimate says, it is well placed.
    mutating func update(_ estimate: DelayEstimate, isCancelling: Bool) -> DelayAction? {
        guard estimate.confidence >= Self.confidence else { return nil }
        let delay = estimate.milliseconds
        // One estimate may be chance; two that agree are not.
        let isConfirmed = candidate.map { abs($0 - delay) <= Self.agreement } ?? false
        candidate = delay
        guard isConfirmed, !(isCancelling && locked != nil) else { return nil }
        defer { locked = delay }
        return action(delay)
    }

    mutating func reset() {
        locked = nil
        candidate = nil
    }

    private mutating func action(_ delay: Float) -> DelayAction? {
        if let locked, abs(delay - locked) >= Self.jump {
            laterMilliseconds += delay - locked
            return .follow(laterMilliseconds: laterMilliseconds)
        }
        guard !inside.contains(delay - laterMilliseconds) else { return nil }
        laterMilliseconds = delay - Self.lead
        return .realign(laterMilliseconds: laterMilliseconds)
    }
}

extension Duration {
    /// Whole milliseconds, rounded down; what does not fit is clamped.
    package var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        return Int(scaled).addingClamped(Int(attoseconds / 1_000_000_000_000_000))
    }

    /// Time that `samples` take at `rate`.
    package static func lasting(samples: Int, at rate: Int) -> Duration {
        rate > 0 ? .nanoseconds(Int64(samples) * 1_000_000_000 / Int64(rate)) : .zero
    }
}

extension Int {
    /// A sum that stops at the edge: hostile counts must not end the process.
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}

/// Lets `burst` through at once and `perSecond` in the long run.
struct TokenBucket {
    private var tokens: Double
    private var filledAt: Int64

    init(burst: Int, now: Int64) {
        tokens = Double(burst)
        filledAt = now
    }

    /// Nil when one is let through, else the milliseconds until one will be. `now` is in microseconds.
    mutating func take(burst: Int, perSecond: Int, now: Int64) -> Int? {
        let rate = Double(max(perSecond, 1))
        tokens = min(Double(burst), tokens + Double(now - filledAt) * rate / 1_000_000)
        filledAt = now
        if tokens >= 1 {
            tokens -= 1
            return nil
        }
        return max(1, Int(((1 - tokens) * 1_000 / rate).rounded(.up)))
    }
}

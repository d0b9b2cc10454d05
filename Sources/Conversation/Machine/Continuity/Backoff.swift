/// Waits between attempts: doubling, capped, and jittered so that many boxes do not come back at once.
struct Backoff: Equatable, Sendable {
    private var first: Duration
    private var longest: Duration
    private var attempts = 0
    private var random: SplitMix

    init(first: Duration, longest: Duration, seed: UInt64) {
        self.first = first
        self.longest = longest
        random = SplitMix(state: seed)
    }

    /// Half to all of the doubled wait; never sooner than the service asks.
    mutating func next(atLeast asked: Duration?) -> Duration {
        let doubled = min(longest, first * (1 << min(attempts, 16)))
        attempts += 1
        return max(asked ?? .zero, jittered(doubled))
    }

    /// Half to all of the first wait, however often.
    mutating func again() -> Duration { jittered(first) }

    private mutating func jittered(_ wait: Duration) -> Duration {
        wait * (0.5 + Double(random.next() % 1_024) / 2_048)
    }

    /// Other waits, at the same place in their row.
    mutating func take(first: Duration, longest: Duration) { (self.first, self.longest) = (first, longest) }

    mutating func reset() { attempts = 0 }
}

/// A small reproducible generator.
struct SplitMix: RandomNumberGenerator, Equatable, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Ties a stream's sample numbers to the monotonic clock. The server's estimates jitter; their median does not.
struct ClockLine: Sendable {
    private let rate: Double
    /// Instant of sample 0 according to each of the last observations, in microseconds.
    private var origins: [Double] = []
    private var next = 0
    private var firstOrigin: (origin: Double, index: Int)?
    private var lastIndex = 0

    private var observations = 0

    private static let memory = 256
    /// So many observations in a row must agree within 10 ms, or so many be made in all.
    private static let settling = 16
    private static let patience = 200

    init(rate: Int) {
        self.rate = Double(rate)
    }

    /// Enough is known to believe it: the estimates of a new stream are off by its whole buffer on PipeWire, and creep
    /// to the truth for a second.
    private(set) var isSettled = false

    mutating func observe(index: Int, instant: Int64) {
        let origin = Double(instant) - Double(index) * 1_000_000 / rate
        lastIndex = index
        observations += 1
        if !isSettled {
            origins = origins.suffix(Self.settling - 1) + [origin]
            isSettled = observations >= Self.patience || (origins.count == Self.settling && spread < 10_000)
        } else if origins.count < Self.memory {
            origins.append(origin)
        } else {
            origins[next] = origin
            next = (next + 1) % Self.memory
        }
        if firstOrigin == nil, origins.count == Self.memory { firstOrigin = (median, index) }
    }

    private var spread: Double { (origins.max() ?? 0) - (origins.min() ?? 0) }

    /// What was observed no longer holds: the stream began anew.
    mutating func forget() {
        self = ClockLine(rate: Int(rate))
    }

    /// Instant of a sample, in microseconds; `nil` before anything was observed.
    func instant(_ index: Int) -> Int64? {
        origins.isEmpty ? nil : Int64(median + Double(index) * 1_000_000 / rate)
    }

    /// The sample at an instant.
    func index(_ instant: Int64) -> Int? {
        origins.isEmpty ? nil : Int(((Double(instant) - median) * rate / 1_000_000).rounded())
    }

    /// Half the width in which nine of ten observations lie, in microseconds.
    var jitter: Double {
        guard let low = percentile(0.05, of: origins), let high = percentile(0.95, of: origins) else { return 0 }
        return (high - low) / 2
    }

    /// By how much the stream's clock is slow against the monotonic clock, in parts per million, once known.
    var slownessPartsPerMillion: Double? {
        guard let firstOrigin, lastIndex > firstOrigin.index else { return nil }
        let seconds = Double(lastIndex - firstOrigin.index) / rate
        // Before that, the estimates' jitter would pass for drift.
        return seconds < 20 ? nil : (median - firstOrigin.origin) / seconds
    }

    private var median: Double { percentile(0.5, of: origins) ?? 0 }
}

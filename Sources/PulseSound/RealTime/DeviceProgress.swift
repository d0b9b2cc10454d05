import Sound

/// Where a device is on its stream's clock, from the server's reports. Between two reports it moves at its rate.
///
/// A server reports the place at its last cycle, so a report is up to one cycle behind the truth and never ahead of it:
/// of the last few reports the one that is furthest ahead counts. Runs on the sound thread: no allocation.
struct DeviceProgress: Sendable {
    private let rate: StreamRate
    /// Sample index at moment zero, by each of the last reports.
    private var origins = InlineArray<8, Double>(repeating: 0)
    private var count = 0
    private var next = 0

    init(rate: StreamRate) {
        self.rate = rate
    }

    /// The place last told, whatever time passed since.
    private(set) var newest: Double?

    /// Reports taken so far, up to the number kept.
    var reports: Int { count }
    static let kept = 8

    /// The server told that sample `place` was at the device at `moment`. Returns `false` when the device stood still
    /// or jumped since the reports before: these are forgotten then.
    mutating func report(_ place: Double, at moment: Moment) -> Bool {
        newest = place
        let told = place - samples(in: moment)
        let isSteady = origin.map { abs($0 - told) < Double(rate.samples(milliseconds: Self.jump)) } ?? true
        if !isSteady { count = 0 }
        origins[count == 0 ? 0 : next] = told
        next = count == 0 ? 1 : (next + 1) % Self.kept
        count = min(count + 1, Self.kept)
        return isSteady
    }

    /// Milliseconds between two reports that are no jitter.
    private static let jump = 40

    /// Sample index at moment zero; `nil` before the first report.
    var origin: Double? {
        guard count > 0 else { return nil }
        var best = origins[0]
        for index in 1..<max(1, count) { best = max(best, origins[index]) }
        return best
    }

    /// The sample at the device now; `nil` before the first report.
    func place(at moment: Moment) -> Int64? {
        origin.map { Int64(($0 + samples(in: moment)).rounded(.down)) }
    }

    private func samples(in moment: Moment) -> Double {
        Double(moment.microseconds) * Double(rate.hertz) / 1_000_000
    }
}

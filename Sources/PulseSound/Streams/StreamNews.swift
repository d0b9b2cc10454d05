import Sound

/// What was told of a running stream: a latency that merely jitters is no news.
///
/// The device's place is known by the pieces in which it takes or gives sound, so that each measure of the latency may be a
/// piece off; it is smoothed before it is compared.
struct StreamNews {
    private(set) var told: RunningStream?
    private var latency: Double?

    /// Of the newest measure.
    private static let weight = 0.1
    /// Milliseconds.
    private static let jitter = 15

    /// Takes what was measured; returns what is to be told.
    mutating func take(_ measured: RunningStream) -> RunningStream? {
        let newest = Double(measured.latencyMilliseconds)
        let smooth = latency.map { $0 + Self.weight * (newest - $0) } ?? newest
        latency = smooth
        var now = measured
        now.latencyMilliseconds = Int(smooth.rounded())
        if let told, Self.differLittle(told, now) { return nil }
        told = now
        return now
    }

    /// Whether all that differs is a few milliseconds of latency.
    private static func differLittle(_ told: RunningStream, _ now: RunningStream) -> Bool {
        var same = now
        same.latencyMilliseconds = told.latencyMilliseconds
        return same == told && abs(now.latencyMilliseconds - told.latencyMilliseconds) < jitter
    }
}

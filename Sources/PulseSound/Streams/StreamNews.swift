import Sound

/// What was told of a running stream: a latency that merely jitters is no news.
///
/// The device's place is known by the pieces in which it takes or gives sound, so that each measure of the latency may be a
/// piece off; it is smoothed before it is compared.
struct StreamNews {
    private(set) var told: RunningStream?
    private var latency = 0.0
    /// Measures taken, as far as they matter.
    private var measures = 0

    /// How many measures make one that is sure. The newest weighs at least as much as one of so many.
    private static let enough = 10
    /// Milliseconds.
    private static let jitter = 15

    /// Takes what is known of the stream, and its latency in milliseconds, `nil` while nobody can measure it; returns what is
    /// to be told. A latency not known yet is told as none, and the first that is known is news.
    mutating func take(_ known: RunningStream, latency newest: Int?) -> RunningStream? {
        let isFirst = newest != nil && measures == 0
        if let newest {
            measures = min(measures + 1, Self.enough)
            latency += (Double(newest) - latency) / Double(measures)
        }
        var now = known
        now.latencyMilliseconds = Int(latency.rounded())
        if let told, told == now || !isFirst && Self.differLittle(told, now) { return nil }
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

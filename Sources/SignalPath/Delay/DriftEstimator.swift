/// How fast the microphone's clock and the loudspeaker's run apart, as found over some seconds.
package struct DriftEstimate: BitwiseCopyable, Sendable, Equatable {
    /// Parts per million; positive when the echo comes later and later.
    package var partsPerMillion: Float
    /// Twice the standard deviation of that.
    package var uncertainty: Float
    /// The delay on the fitted line at the newest block, ms.
    package var milliseconds: Float
}

/// Fits a line through the delays of the last eight seconds of sound, leaving out those that lie far from it.
///
/// A plain thread or the caller's own; never an audio thread.
struct DriftEstimator {
    private struct Point {
        var block: Int
        var milliseconds: Float
    }

    private static let most = 40
    private static let fewest = 15
    /// Blocks after which a point is too old, and the least that a line must span.
    private static let longest = 3_000
    private static let shortest = 350
    /// A delay this far from the last one, ms, is another path.
    private static let jump: Float = 1.5
    private static let confidence: Float = 9

    private var points: [Point] = []
    private var strangers = 0

    /// Takes the next delay; an estimate when the line is straight enough.
    mutating func add(_ delay: DelayEstimate) -> DriftEstimate? {
        guard delay.confidence >= Self.confidence else { return nil }
        if let last = points.last, abs(last.milliseconds - delay.milliseconds) > Self.jump {
            strangers += 1
            guard strangers >= 3 else { return nil }
            points = []
        }
        strangers = 0
        points.append(Point(block: delay.block, milliseconds: delay.milliseconds))
        points.removeAll { $0.block < delay.block - Self.longest }
        if points.count > Self.most { points.removeFirst() }
        return fit(at: delay.block)
    }

    mutating func reset() { self = DriftEstimator() }

    private func fit(at block: Int) -> DriftEstimate? {
        guard points.count >= Self.fewest, let first = points.first, block - first.block >= Self.shortest else {
            return nil
        }
        let slope = medianSlope
        let residuals = points.map { $0.milliseconds - slope * Float($0.block - block) }
        let middle = median(residuals)
        let spread = median(residuals.map { abs($0 - middle) })
        let limit = max(0.03, 3 * spread)
        let good = zip(points, residuals).filter { abs($0.1 - middle) <= limit }.map(\.0)
        guard good.count >= Self.fewest, good.count * 3 >= points.count * 2 else { return nil }
        return line(good, at: block)
    }

    /// Half of the slopes between two points are below it: single bad delays do not move it.
    private var medianSlope: Float {
        var slopes: [Float] = []
        for (number, point) in points.enumerated() {
            for other in points[..<number] where point.block - other.block >= 100 {
                slopes.append((point.milliseconds - other.milliseconds) / Float(point.block - other.block))
            }
        }
        return median(slopes)
    }

    /// Least squares. One block is 10 ms, so a slope of 1 ms a block is 100,000 ppm.
    private func line(_ points: [Point], at block: Int) -> DriftEstimate? {
        let count = Float(points.count)
        let times = points.map { Float($0.block - block) }
        let (time, delay) = (times.reduce(0, +) / count, points.map(\.milliseconds).reduce(0, +) / count)
        var (squares, products): (Float, Float) = (0, 0)
        for (index, point) in points.enumerated() {
            squares += (times[index] - time) * (times[index] - time)
            products += (times[index] - time) * (point.milliseconds - delay)
        }
        guard squares > 0 else { return nil }
        let slope = products / squares
        var errors: Float = 0
        for (index, point) in points.enumerated() {
            let error = point.milliseconds - delay - slope * (times[index] - time)
            errors += error * error
        }
        // Neighbours share most of their sound, so there are about a quarter as many independent points.
        let deviation = (4 * errors / (max(1, count - 2) * squares)).squareRoot()
        return DriftEstimate(
            partsPerMillion: slope * 100_000, uncertainty: 2 * deviation * 100_000,
            milliseconds: delay - slope * time)
    }

    private func median(_ values: [Float]) -> Float {
        values.isEmpty ? 0 : values.sorted()[values.count / 2]
    }
}

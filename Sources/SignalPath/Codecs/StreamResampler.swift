package import Sound

/// A whole stream from one rate to another at the async edge, sample 0 on sample 0 and not a sample short.
package final class StreamResampler {
    private let resampler: Resampler
    private var input = 0
    private var output = 0

    /// `nil` when memory runs out.
    package init?(from inputRate: StreamRate, to outputRate: StreamRate, quality: Resampler.Quality = .voice) {
        guard let made = Resampler(from: inputRate, to: outputRate, quality: quality) else { return nil }
        resampler = made
        resampler.alignStart()
    }

    /// Samples at the input's rate that stay inside until more follow, or `finish`.
    package var delay: Int { resampler.latency }

    package func convert(_ samples: Span<Int16>) -> [Int16] {
        input += samples.count
        let made = run(samples, limit: .max)
        output += made.count
        return made
    }

    /// What is still inside. The stream is over; the next `convert` begins another.
    package func finish() -> [Int16] {
        let total = Int(
            dividedUp(
                Int64(input) * Int64(resampler.outputRate.hertz), by: Int64(resampler.inputRate.hertz)))
        let silence = [Int16](repeating: 0, count: resampler.latency + 1)
        let rest = run(silence.span, limit: max(0, total - output))
        (input, output) = (0, 0)
        resampler.reset()
        resampler.alignStart()
        return rest
    }

    private func run(_ samples: Span<Int16>, limit: Int) -> [Int16] {
        let most =
            samples.count * Int(resampler.outputRate.hertz) / Int(resampler.inputRate.hertz) + 2
        var made: [Int16] = []
        var offset = 0
        while offset < samples.count {
            var piece = [Int16](repeating: 0, count: most)
            var room = piece.mutableSpan
            let result = resampler.process(samples.extracting(offset..<samples.count), into: &room)
            made += piece[0..<result.made]
            offset += result.taken
            if result.taken == 0 && result.made == 0 { break }
        }
        return made.count > limit ? Array(made[0..<limit]) : made
    }
}

import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// Lowers, band by band, what is echo rather than voice: a short filter of even phase, new for every block.
///
/// Pipeline thread; only `init` allocates. Delays the sound by `delay` samples, always.
struct EchoMask: ~Copyable {
    let delay: Int
    private let blockSamples: Int
    /// What one band alone would sound like, band after band; all together are a single click.
    private let shapes: [Float]
    private let taps: Int
    private var filter: [Float]
    private var change: [Float]
    /// The newest sound, as much as the filter needs.
    private var history: [Float]
    private var isOpen = true

    init(rate: StreamRate) {
        blockSamples = rate.blockSamples
        delay = rate.blockSamples / 5
        taps = 2 * delay + 1
        shapes = Self.shapes(rate: Float(rate.hertz), delay: delay)
        filter = Array(repeating: 0, count: taps)
        filter[delay] = 1
        change = Array(repeating: 0, count: taps)
        history = Array(repeating: 0, count: taps - 1 + blockSamples)
    }

    /// What is kept of a band at least, the surer the more that somebody talks: a consonant taken for echo is a word lost,
    /// echo under a voice is hardly heard.
    static func least(probability: Float) -> Float { 0.3 * max(0, (probability - 0.3) / 0.7) }

    /// Works on 10 ms in place. `gain` says what of each band is kept, 0–1.
    mutating func apply(_ samples: inout MutableSpan<Int16>, gain: (Int) -> Float) {
        let kept = history.count - blockSamples
        for index in 0..<kept { history[index] = history[index + blockSamples] }
        for index in 0..<blockSamples { history[kept + index] = Float(samples[index]) }
        var isOpening = true
        for tap in 0..<taps { change[tap] = -filter[tap] }
        for band in 0..<BandPowers.count {
            let share = gain(band)
            if share < 1 { isOpening = false }
            for tap in 0..<taps { change[tap] += share * shapes[band * taps + tap] }
        }
        defer { isOpen = isOpening }
        guard !(isOpen && isOpening) else { return pass(&samples) }
        for start in stride(from: 0, to: blockSamples, by: 8) { filterEight(min(start, blockSamples - 8), &samples) }
        for tap in 0..<taps { filter[tap] += change[tap] }
    }

    private mutating func pass(_ samples: inout MutableSpan<Int16>) {
        for index in 0..<blockSamples { samples[index] = Int16(history[delay + index]) }
    }

    /// By the filter as it was, and by what changes about it within this block. Eight samples side by side: a block has 80
    /// or more, and where that is no multiple of eight some are made twice.
    private func filterEight(_ start: Int, _ samples: inout MutableSpan<Int16>) {
        let sound = unsafe history.span.bytes
        var (old, turn) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for tap in 0..<taps {
            let heard = unsafe sound.unsafeLoadUnaligned(
                fromUncheckedByteOffset: (start + tap) * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
            old += filter[tap] * heard
            turn += change[tap] * heard
        }
        let step = 1 / Float(blockSamples)
        for lane in 0..<8 {
            let sample = old[lane] + turn[lane] * step * Float(start + lane + 1)
            samples[start + lane] = Int16(min(32_767, max(-32_768, sample.rounded())))
        }
    }

    /// Ideal filters between the bands' edges, under a window. The lowest and the highest go to the ends.
    private static func shapes(rate: Float, delay: Int) -> [Float] {
        var edges = BandPowers.edges.map { $0 / rate }
        edges[0] = 0
        edges[BandPowers.count] = 0.5
        var shapes: [Float] = []
        for band in 0..<BandPowers.count {
            for tap in -delay...delay {
                let window = 0.5 + 0.5 * cos(.pi * Float(tap) / Float(delay + 1))
                let place = Float.pi * Float(tap)
                let ideal =
                    tap == 0
                    ? 2 * (edges[band + 1] - edges[band])
                    : (sin(2 * place * edges[band + 1]) - sin(2 * place * edges[band])) / place
                shapes.append(window * ideal)
            }
        }
        return shapes
    }
}

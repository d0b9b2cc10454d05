package import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// Power in each of the bands a detector looks at. A sine of full scale counts 1.5 in the bands it touches.
struct BandPowers: BitwiseCopyable, Sendable {
    static let count = 16
    /// Edges in Hz, closer together where speech tells more.
    static let edges: [Float] = [
        125, 250, 375, 500, 650, 800, 1_000, 1_250, 1_500, 1_850, 2_250, 2_750, 3_400, 4_200, 5_200, 6_300, 7_500,
    ]

    private var powers = InlineArray<16, Float>(repeating: 0)

    subscript(band: Int) -> Float {
        get { powers[band] }
        set { powers[band] = newValue }
    }

    var sum: Float {
        var sum: Float = 0
        for band in 0..<Self.count { sum += powers[band] }
        return sum
    }
}

/// Splits two streams at once into band powers, 10 ms after 10 ms, looking at the newest 16 ms or more.
///
/// Pipeline thread; only `init` allocates.
struct BandAnalyser: ~Copyable {
    private let transform: FourierTransform
    private let window: [Float]
    private let blockSamples: Int
    private var first: [Float]
    private var second: [Float]
    private var real: [Float]
    private var imaginary: [Float]
    /// First transform bin of each band, and one behind the last.
    private let bins: [Int]

    init(rate: StreamRate) {
        var size = 64
        while size < rate.blockSamples * 3 / 2 { size <<= 1 }
        transform = FourierTransform(size: size)
        blockSamples = rate.blockSamples
        window = (0..<size).map { 0.5 - 0.5 * Float(cos(2 * .pi * (Double($0) + 0.5) / Double(size))) }
        first = Array(repeating: 0, count: size)
        second = first
        real = first
        imaginary = first
        let width = Float(rate.hertz) / Float(size)
        bins = BandPowers.edges.map { min(size / 2, max(1, Int(($0 / width).rounded()))) }
    }

    mutating func analyse(_ one: Span<Int16>, _ other: Span<Int16>) -> (BandPowers, BandPowers) {
        Self.shift(one, into: &first)
        Self.shift(other, into: &second)
        for index in 0..<transform.size {
            real[index] = first[index] * window[index]
            imaginary[index] = second[index] * window[index]
        }
        let transform = transform
        transform.forward(&real, &imaginary)
        return split()
    }

    private static func shift(_ samples: Span<Int16>, into history: inout [Float]) {
        let kept = history.count - samples.count
        for index in 0..<kept { history[index] = history[index + samples.count] }
        for index in 0..<samples.count { history[kept + index] = Float(samples[index]) / 32_768 }
    }

    /// Both spectra out of the one transform of `one + i·other`.
    private func split() -> (BandPowers, BandPowers) {
        var (one, other) = (BandPowers(), BandPowers())
        let scale = 4 / Float(transform.size * transform.size)
        for band in 0..<BandPowers.count {
            var (sumOne, sumOther): (Float, Float) = (0, 0)
            for bin in bins[band]..<max(bins[band] + 1, bins[band + 1]) {
                let mirror = transform.size - bin
                let (a, b, c, d) = (real[bin], imaginary[bin], real[mirror], imaginary[mirror])
                sumOne += (a + c) * (a + c) + (b - d) * (b - d)
                sumOther += (b + d) * (b + d) + (a - c) * (a - c)
            }
            one[band] = sumOne * scale
            other[band] = sumOther * scale
        }
        return (one, other)
    }
}

/// Levels of one stream by band, in dB: for measuring and training, not for audio threads.
package struct BandMeter: ~Copyable {
    private var bands: BandAnalyser

    package init(rate: StreamRate) { bands = BandAnalyser(rate: rate) }

    /// Takes 10 ms.
    package mutating func levels(_ samples: Span<Int16>) -> [Float] {
        let (powers, _) = bands.analyse(samples, samples)
        return (0..<BandPowers.count).map { decibels(power: powers[$0]) }
    }
}

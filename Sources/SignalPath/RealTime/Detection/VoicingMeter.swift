import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// How periodic the newest 40 ms are at the pitch of a voice, 70 to 400 Hz: vowels are, fans and traffic are not.
///
/// Pipeline thread; only `init` allocates.
struct VoicingMeter: ~Copyable {
    /// Octaves above 70 Hz of what repeats best, voice or not; a bell's stays, a voice's glides. Twice the period repeats as
    /// well: it may be an octave too low.
    private(set) var pitch: Float = 0
    /// By how many octaves that has changed in 10 ms.
    private(set) var glide: Float = 0
    /// Samples at about 4 kHz.
    private var history: [Float]
    private let factor: Int
    private let shortest: Int
    private let longest: Int

    init(rate: StreamRate) {
        factor = Int(rate.hertz) / 4_000
        let decimated = Int(rate.hertz) / factor
        shortest = decimated / 400
        longest = decimated / 70
        // 40 ms, a multiple of four samples.
        history = Array(repeating: 0, count: decimated / 25 / 4 * 4 + longest)
    }

    /// Takes 10 ms; returns 0 for noise to 1 for a pure tone.
    mutating func update(_ samples: Span<Int16>) -> Float {
        append(samples)
        let count = history.count - longest
        let energy = dot(0, count).power + 1
        var (best, period): (Float, Int) = (0, longest)
        for lag in shortest...longest {
            let (product, power) = dot(lag, count)
            guard product > 0, product * product > best * (energy * (power + 1)) else { continue }
            (best, period) = (product * product / (energy * (power + 1)), lag)
        }
        let found = log2(Float(longest) / Float(period))
        (glide, pitch) = (abs(found - pitch), found)
        return best.squareRoot()
    }

    /// Product of the newest sound with that `lag` samples back, and the latter's with itself. Four sums side by side: this
    /// is done fifty times a block.
    private func dot(_ lag: Int, _ count: Int) -> (product: Float, power: Float) {
        let (newest, before) = (history.count - count, history.count - count - lag)
        var (product, power) = (SIMD4<Float>.zero, SIMD4<Float>.zero)
        unsafe history.withUnsafeBytes { samples in
            for index in stride(from: 0, to: count, by: 4) {
                let one = unsafe samples.loadUnaligned(fromByteOffset: 4 * (newest + index), as: SIMD4<Float>.self)
                let other = unsafe samples.loadUnaligned(fromByteOffset: 4 * (before + index), as: SIMD4<Float>.self)
                product += one * other
                power += other * other
            }
        }
        return (product.sum(), power.sum())
    }

    private mutating func append(_ samples: Span<Int16>) {
        let added = samples.count / factor
        let kept = history.count - added
        for index in 0..<kept { history[index] = history[index + added] }
        for index in 0..<added {
            var sum: Float = 0
            for offset in 0..<factor { sum += Float(samples[index * factor + offset]) }
            history[kept + index] = sum / Float(factor)
        }
    }
}

#if canImport(Glibc)
    import Glibc
#endif

/// Samples between samples, by a windowed sinc of sixteen taps.
///
/// Belongs to one thread; only `init` allocates.
struct FractionalReader {
    /// Taps on either side of the place read.
    static let reach = 8
    private static let phases = 64
    /// A row of taps for each phase, and one behind the last.
    private let taps: [Float]

    init() {
        let (width, reach) = (2 * Self.reach, Double(Self.reach))
        taps = (0...Self.phases).flatMap { phase in
            (0..<width).map { tap in
                let distance = Double(tap) - reach + 1 - Double(phase) / Double(Self.phases)
                let window = 0.5 + 0.5 * cos(.pi * distance / (reach + 0.5))
                let angle = .pi * distance
                return Float(abs(angle) < 1e-9 ? 1 : sin(angle) / angle * window)
            }
        }
    }

    /// The sound at `place`, from samples of which the first is number 0. Needs `reach` around it.
    func sample(_ samples: Span<Int16>, at place: Double) -> Int16 {
        let whole = Int(place.rounded(.down))
        let phase = Float(place - Double(whole)) * Float(Self.phases)
        // The very end of a sample rounds to the next one's beginning.
        let row = min(Int(phase), Self.phases - 1)
        let blend = phase - Float(row)
        let first = whole - Self.reach + 1
        guard first >= 0, first + 2 * Self.reach <= samples.count else { return 0 }
        let base = row * 2 * Self.reach
        var (low, high): (Float, Float) = (0, 0)
        for tap in 0..<(2 * Self.reach) {
            let sample = Float(samples[first + tap])
            low += taps[base + tap] * sample
            high += taps[base + 2 * Self.reach + tap] * sample
        }
        return Int16(max(-32_768, min(32_767, (low + blend * (high - low)).rounded())))
    }
}

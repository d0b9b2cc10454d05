#if canImport(Glibc)
    import Glibc
#endif

/// Holds back what the canceller leaves of the loudspeaker while nobody talks, so that a listener down the line never
/// takes our own voice for a person's. Opens with the first block in which somebody is suspected.
///
/// Pipeline thread; no allocation. It comes after the suppressor, whose block of delay is its head start.
struct EchoGate {
    /// From this probability on somebody is suspected.
    private static let threshold: Float = 0.35
    /// Stays open this long after the last suspicion: words have gaps.
    private static let holdBlocks = 35
    /// Closes over this many blocks, opens within one.
    private static let closingBlocks: Float = 6
    /// What is left of the sound behind a closed gate: −42 dB.
    private static let floor: Float = 0.008

    private var gain: Float = 1
    private var held = 0

    /// Applies the gate to 10 ms.
    mutating func apply(_ samples: inout MutableSpan<Int16>, isFarEndActive: Bool, probability: Float) {
        held = probability >= Self.threshold ? Self.holdBlocks : max(0, held - 1)
        let target: Float = !isFarEndActive || held > 0 ? 1 : Self.floor
        let next = target > gain ? target : max(target, gain - (1 - Self.floor) / Self.closingBlocks)
        guard gain < 1 || next < 1 else { return }
        let step = (next - gain) / Float(samples.count)
        for index in 0..<samples.count {
            samples[index] = Int16(Float(samples[index]) * (gain + step * Float(index + 1)))
        }
        gain = next
    }
}

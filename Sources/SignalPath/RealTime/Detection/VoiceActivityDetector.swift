#if canImport(Glibc)
    import Glibc
#endif

/// How speech stands out of the noise, by band energies alone: knows nothing of loudspeakers.
///
/// Pipeline thread; no allocation.
struct VoiceActivityDetector {
    private var floor = NoiseFloor()
    private(set) var probability: Float = 0

    /// Takes 10 ms.
    mutating func update(_ powers: BandPowers) -> Float {
        floor.update(powers, isSpeech: probability > 0.5)
        var sum: Float = 0
        var bands = 0
        for band in 0..<BandPowers.count {
            let excess = decibels(power: powers[band]) - decibels(power: floor[band])
            sum += min(max(excess - 3, 0), 18)
            if excess > 6 { bands += 1 }
        }
        let mean = sum / Float(BandPowers.count)
        // A lone band is a whistle, a motor or a beep.
        let spread = min(1, Float(bands) / 4)
        let isAudible = decibels(power: powers.sum) > -62
        let now = isAudible ? spread / (1 + exp(-(mean - 4.5) / 1.1)) : 0
        probability += (now > probability ? 0.6 : 0.25) * (now - probability)
        return probability
    }

    func noise(in band: Int) -> Float { floor[band] }

    mutating func reset() { self = VoiceActivityDetector() }
}

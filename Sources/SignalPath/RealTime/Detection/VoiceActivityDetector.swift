#if canImport(Glibc)
    import Glibc
#endif

/// How speech stands out of the noise, by band energies alone: knows nothing of loudspeakers.
///
/// Pipeline thread; no allocation.
struct VoiceActivityDetector {
    private var floor = NoiseFloor()
    private var voiced: Float = 0
    /// Level in dB, averaged over seconds.
    private var usual: Float = -60
    private var blocks = 0
    private(set) var probability: Float = 0
    /// dB above what this place usually sounds like.
    private(set) var rise: Float = 0

    /// Takes 10 ms. `voicing` is how periodic they are.
    mutating func update(_ powers: BandPowers, voicing: Float) -> Float {
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
        // Consonants are not voiced, the vowel beside them is: a vowel counts for a quarter second.
        let heard = mean > 1 ? voicing : 0
        voiced = heard > voiced ? heard : voiced + 0.06 * (heard - voiced)
        let level = decibels(power: powers.sum)
        let isAudible = level > -62 && floor.blocks > NoiseFloor.acquaintance
        rise = riseOverUsual(level)
        let evidence = (mean - 4.5) / 1.8 + (voiced - 0.74) * 12 + 0.18 * (rise - 4)
        let now = isAudible ? spread / (1 + exp(-evidence)) : 0
        probability += (now > probability ? 0.5 : 0.15) * (now - probability)
        return probability
    }

    /// Nothing was heard, not even the room.
    mutating func rest() {
        probability = 0
        voiced = 0
    }

    /// dB above what this place has sounded like for the last seconds: a person is louder than the radio.
    private mutating func riseOverUsual(_ level: Float) -> Float {
        let now = max(level, -80)
        blocks += 1
        let haste = max(0.0025, 1 / Float(min(blocks, 1_000)))
        usual += (probability > 0.5 ? 0.25 : 1) * haste * (now - usual)
        return min(max(now - usual, -12), 15)
    }

    func noise(in band: Int) -> Float { floor[band] }

    mutating func reset() { self = VoiceActivityDetector() }
}

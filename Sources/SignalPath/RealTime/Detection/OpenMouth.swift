#if canImport(Glibc)
    import Glibc
#endif

/// Tells words from what people hum while they listen: through the nose, "mm-hm" has next to nothing above 500 Hz.
///
/// Pipeline thread; no allocation.
struct OpenMouth {
    /// Bands below 500 Hz.
    private static let low = 3
    /// dB by which those outdo all others in a hum, and hardly in a vowel.
    private static let tilt: Float = 13
    /// What is fainter by this, dB, than the loudest of late is a word's end and says nothing.
    private static let reach: Float = 15

    /// dB.
    private var loudest: Float = -200

    /// Takes 10 ms of what is no echo. Returns whether a mouth is open.
    mutating func isOpen(_ voice: BandPowers, isSpeech: Bool) -> Bool {
        guard isSpeech else {
            loudest -= 1
            return false
        }
        var (hummed, spoken): (Float, Float) = (0, 0)
        for band in 0..<BandPowers.count {
            if band < Self.low { hummed += voice[band] } else { spoken += voice[band] }
        }
        let level = decibels(power: hummed + spoken)
        loudest = max(loudest - 0.1, level)
        return level > loudest - Self.reach && decibels(power: hummed) - decibels(power: spoken) < Self.tilt
    }
}

#if canImport(Glibc)
    import Glibc
#endif

/// Whether somebody talks while the loudspeaker plays: sound the echo cannot explain.
///
/// Band by band it learns how much the canceller leaves behind, against the reference and against the echo estimate,
/// as an upper quantile. What stands out of both, and of the noise, is a person.
///
/// Pipeline thread; no allocation.
struct BargeInDetector {
    /// The loudest the reference was, as far as it may still be heard.
    private(set) var reverberant = BandPowers()
    /// dB by which the output stands out of what the reference, and the echo estimate, explain.
    private(set) var overReference = InlineArray<16, Float>(repeating: Self.farOver)
    private(set) var overEstimate = InlineArray<16, Float>(repeating: Self.farOver)
    /// dB by which the microphone is louder than the bare echo was: little, whatever the filter makes of it.
    private(set) var overCoupling = InlineArray<16, Float>(repeating: Self.farOver)
    private var leakOfReference = Leak()
    private var leakOfEstimate = Leak()
    /// How loud the bare echo is in the microphone.
    private var coupling = Leak()
    private(set) var blocksOfFarEnd = 0
    private(set) var quietBlocks = 0
    private(set) var probability: Float = 0

    /// By then an echo has come, however late it is. What does not hear the loudspeaker, such as a headset, is believed.
    private static let firstJudgement = 60..<160
    private static let farOver: Float = 30

    /// The loudspeaker's sound, or its reverberation, is in the room.
    var isFarEndActive: Bool { blocksOfFarEnd > 0 && quietBlocks < 30 }

    /// The same, or it paused between two sentences.
    var isFarEndTalking: Bool { blocksOfFarEnd > 0 && quietBlocks < 100 }

    /// Takes 10 ms of the reference, the canceller's output and its echo estimate (microphone less output).
    mutating func update(
        reference: BandPowers, microphone: BandPowers, output: BandPowers, estimate: BandPowers, noise: (Int) -> Float
    ) -> Float {
        listenToFarEnd(reference)
        guard isFarEndActive else {
            probability = 0
            for band in 0..<BandPowers.count {
                overReference[band] = Self.farOver
                overEstimate[band] = Self.farOver
                overCoupling[band] = Self.farOver
            }
            return 0
        }
        blocksOfFarEnd += 1
        let evidence = evidence(microphone, output, estimate, noise)
        let now = 1 / (1 + exp(-(evidence - 2) / 0.5))
        probability += (now > probability ? 0.4 : 0.2) * (now - probability)
        return probability
    }

    /// The microphone is muted: the loudspeaker is followed, its echo is not known to be gone.
    mutating func rest(reference: BandPowers) {
        listenToFarEnd(reference)
        probability = 0
    }

    mutating func reset() { self = BargeInDetector() }

    private static func bounded(_ decibels: Float) -> Float { min(max(decibels, -farOver), farOver) }

    private mutating func listenToFarEnd(_ reference: BandPowers) {
        // Reverberation falls by 70 dB a second.
        for band in 0..<BandPowers.count { reverberant[band] = max(reference[band], 0.88 * reverberant[band]) }
        quietBlocks = decibels(power: reference.sum) > -58 ? 0 : quietBlocks + 1
        if quietBlocks == 0, blocksOfFarEnd == 0 { blocksOfFarEnd = 1 }
    }

    /// dB by which the output stands out of what explains it, averaged over the bands.
    private mutating func evidence(
        _ microphone: BandPowers, _ output: BandPowers, _ estimate: BandPowers, _ noise: (Int) -> Float
    ) -> Float {
        // The first second learns fast and believes little.
        let haste: Float = blocksOfFarEnd < 100 ? 4 : probability > 0.5 ? 0.25 : 1
        let isEchoKnown = Self.firstJudgement.contains(blocksOfFarEnd) && probability < 0.5
        var sum: Float = 0
        for band in 0..<BandPowers.count {
            let (bare, level) = (decibels(power: microphone[band]), decibels(power: output[band]))
            let played = decibels(power: reverberant[band])
            let cancelled = decibels(power: estimate[band])
            let pace = played > -75 ? haste : 0
            let byReference = played + leakOfReference.update(level - played, in: band, haste: pace, falls: isEchoKnown)
            let byEstimate =
                cancelled + leakOfEstimate.update(level - cancelled, in: band, haste: pace, falls: isEchoKnown)
            let coupled = played + coupling.update(bare - played, in: band, haste: pace, falls: isEchoKnown)
            overReference[band] = Self.bounded(level - byReference)
            overEstimate[band] = Self.bounded(level - byEstimate)
            overCoupling[band] = Self.bounded(bare - coupled)
            // Nothing cancelled, and no more in the microphone than the bare echo: the filter fails, nobody talks.
            if level > bare - 3, bare < coupled + 1 { continue }
            let explained = max(byReference, byEstimate, decibels(power: noise(band)) + 3)
            sum += min(max(level - explained, -1), 12)
        }
        return sum / Float(BandPowers.count)
    }
}

/// How much of something is left, band by band, as about its 80 % quantile in dB.
struct Leak {
    private var decibels = InlineArray<16, Float>(repeating: 15)

    /// Learns `observed` (nothing when `haste` is 0) and returns the quantile as it was before. What `falls` drops at once
    /// to about 20 dB above what is observed.
    mutating func update(_ observed: Float, in band: Int, haste: Float, falls: Bool = false) -> Float {
        let known = decibels[band]
        let excess = falls ? max(0, known - observed - 20) : 0
        let step: Float = observed > known ? 0.16 : -0.04 - 0.05 * excess
        decibels[band] = min(max(known + step * haste, -60), 30)
        return known
    }
}

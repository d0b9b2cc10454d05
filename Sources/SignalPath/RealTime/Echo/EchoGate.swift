#if canImport(Glibc)
    import Glibc
#endif

/// Holds back what the canceller leaves of the loudspeaker while nobody talks, so that a listener down the line never
/// takes our own voice for a person's. Opens with the first block in which somebody is suspected.
///
/// Behind a closed gate there is comfort noise as loud as the room's own: a hole of silence would teach the far
/// listener's detector that the slightest rustle is speech. Where the microphone itself gives digital silence there is
/// nothing to hide, and noise out of nowhere would sound like somebody.
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
    /// The room's own noise after suppression, as a root mean square.
    private var noise: Float = 0
    private var random: UInt32 = 0x2545_F491
    private var smooth: Float = 0
    /// Blocks with sound since the last digital silence.
    private var alive = EchoGate.provenBlocks
    /// A microphone that was silent gives a word's edges first. Only what sounds as long as this can be the room.
    private static let provenBlocks = 50

    /// Blocks since the far end fell silent.
    private var quiet = EchoGate.unknownDelayBlocks
    /// While nobody knows the echo's delay it may come this long after the far end: half a second.
    private static let unknownDelayBlocks = 50

    /// Applies the gate to 10 ms. Without `isCancelled` nobody knows when the loudspeaker is silent: the gate opens, and
    /// what it hears is not the room's noise. Nor is what a muted microphone gives, without `isAlive`.
    mutating func apply(
        _ samples: inout MutableSpan<Int16>, isFarEndActive isHeard: Bool, probability: Float,
        isDelayKnown: Bool = true, isCancelled: Bool = true, isAlive: Bool = true
    ) {
        quiet = isHeard ? 0 : quiet + 1
        let isFarEndActive = isHeard || (!isDelayKnown && quiet < Self.unknownDelayBlocks)
        held = probability >= Self.threshold ? Self.holdBlocks : max(0, held - 1)
        alive = isAlive ? min(alive + 1, Self.provenBlocks) : 0
        if !isFarEndActive, held == 0, isCancelled, alive == Self.provenBlocks { listen(samples.span) }
        let target: Float = !isFarEndActive || held > 0 || !isCancelled ? 1 : Self.floor
        let next = target > gain ? target : max(target, gain - (1 - Self.floor) / Self.closingBlocks)
        guard gain < 1 || next < 1 else { return }
        let step = (next - gain) / Float(samples.count)
        let loudness = isAlive ? noise : 0
        for index in 0..<samples.count {
            let open = gain + step * Float(index + 1)
            let sample = Float(samples[index]) * open + loudness * comfort() * (1 - open)
            samples[index] = Int16(min(32_767, max(-32_768, sample)))
        }
        gain = next
    }

    /// Another microphone, another room.
    mutating func reset() { self = EchoGate() }

    /// Falls fast and rises within seconds, so that neither what is left of a word nor a door counts.
    private mutating func listen(_ samples: Span<Int16>) {
        var energy: Float = 0
        for index in 0..<samples.count { energy += Float(samples[index]) * Float(samples[index]) }
        let level = sqrt(energy / Float(max(1, samples.count)))
        noise += (level < noise ? 0.3 : noise == 0 ? 1 : 0.003) * (level - noise)
    }

    /// Noise with the fall towards high tones that rooms have, and a root mean square of one.
    private mutating func comfort() -> Float {
        random = random &* 1_664_525 &+ 1_013_904_223
        let white = Float(Int32(bitPattern: random) >> 8) / 8_388_608
        smooth += 0.5 * (white - smooth)
        // Uniform noise has a root mean square of 0.58, this filter leaves 0.33 of its power.
        return smooth * 3
    }
}

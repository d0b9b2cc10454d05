/// The steady part of a sound, band by band: falls at once, rises slowly.
///
/// Pipeline thread; no allocation.
struct NoiseFloor {
    /// Blocks in which the floor simply follows: it knows nothing yet.
    static let acquaintance = 20

    private var floor = BandPowers()
    private(set) var blocks = 0

    subscript(band: Int) -> Float { floor[band] }

    /// - Parameter isSpeech: A person is probably talking: the floor hardly rises.
    mutating func update(_ powers: BandPowers, isSpeech: Bool) {
        blocks += 1
        // 3 dB a second while somebody talks, 15 otherwise; faster in the first half second.
        let rise: Float = blocks < 50 ? 1.12 : isSpeech ? 1.007 : 1.035
        for band in 0..<BandPowers.count {
            let power = max(powers[band], 1e-10)
            if blocks <= Self.acquaintance {
                // A stream may begin with a moment of digital silence: nothing of it is believed alone.
                floor[band] += (blocks == 1 ? 1 : 0.3) * (power - floor[band])
            } else if power < floor[band] {
                floor[band] += 0.2 * (power - floor[band])
            } else {
                floor[band] = min(floor[band] * rise, floor[band] + 0.2 * (power - floor[band]))
            }
        }
    }

    mutating func reset() { self = NoiseFloor() }
}

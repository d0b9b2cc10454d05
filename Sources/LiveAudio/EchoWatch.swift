package import Conversation
import Glibc
package import SignalPath

/// Sums up, for every second in which the loudspeaker is heard, how well it is kept out of the microphone.
///
/// Whether what is left is echo or a person is not asked of the speech detector, which may be what the room defeats: echo
/// grows louder and fainter with what is played, a person or a vacuum cleaner does not.
package struct EchoWatch {
    private static let blocksPerReading = 100
    /// A muted microphone's peak, dB.
    private static let quietest: Float = -90
    /// Reverberation falls by 60 dB a second at most in rooms that matter.
    private static let fall = 0.6

    private var heard: Double = 0
    private var left: Double = 0
    private var likeness = Likeness()
    /// The reference with its reverberation, dB.
    private var played = -100.0
    /// Level of the microphone while we are silent, dB.
    private var room: Double?

    package init() {}

    package mutating func take(_ block: ProcessedBlock) -> EchoReading? {
        guard block.microphone.peak > Self.quietest else { return nil }
        let level = Double(block.microphone.rms)
        played = max(Double(block.reference.rms), played - Self.fall)
        guard block.isFarEndActive else {
            // A person's words are not the room's noise.
            if !block.isSpeech { room = room.map { $0 + 0.02 * (level - $0) } ?? level }
            return nil
        }
        heard += power(level)
        left += power(Double(block.cancelled.rms))
        likeness.add(played, max(Double(block.cancelled.rms), -80))
        guard likeness.count == Self.blocksPerReading else { return nil }
        defer { (heard, left, likeness) = (0, 0, Likeness()) }
        let loudness = decibels(heard / Double(likeness.count)) - (room ?? -90)
        return EchoReading(
            enhancement: decibels(heard) - decibels(left), loudness: loudness, likeness: likeness.correlation)
    }

    private func power(_ decibels: Double) -> Double { pow(10, decibels / 10) }

    private func decibels(_ power: Double) -> Double { 10 * log10(max(power, 1e-12)) }
}

/// How much two levels go up and down together.
private struct Likeness {
    private(set) var count = 0
    private var sums = SIMD2<Double>.zero
    private var squares = SIMD2<Double>.zero
    private var products = 0.0

    mutating func add(_ one: Double, _ other: Double) {
        let pair = SIMD2(one, other)
        count += 1
        sums += pair
        squares += pair * pair
        products += one * other
    }

    /// −1…1; 0 where one of them does not move.
    var correlation: Double {
        let spread = squares - sums * sums / Double(count)
        // Less than 1 dB up and down is standing still.
        guard count > 0, spread.x > Double(count), spread.y > Double(count) else { return 0 }
        return (products - sums.x * sums.y / Double(count)) / (spread.x * spread.y).squareRoot()
    }
}

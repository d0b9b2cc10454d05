import Conversation
import Glibc
import SignalPath

/// Sums up, for every second in which the loudspeaker is heard, how well it is kept out of the microphone.
struct EchoWatch {
    private static let blocksPerReading = 100

    private var power: Double = 0
    private var blocks = 0
    /// Level of the microphone while we are silent, dB.
    private var room: Double?

    mutating func take(_ block: ProcessedBlock) -> EchoReading? {
        let level = Double(block.microphone.rms)
        guard block.isFarEndActive else {
            // A person's words are not the room's noise.
            if !block.isSpeech { room = room.map { $0 + 0.02 * (level - $0) } ?? level }
            return nil
        }
        power += pow(10, level / 10)
        blocks += 1
        guard blocks == Self.blocksPerReading else { return nil }
        defer { (power, blocks) = (0, 0) }
        let loudness = 10 * log10(max(power / Double(blocks), 1e-12)) - (room ?? -90)
        return EchoReading(enhancement: Double(block.echoEnhancement), loudness: loudness)
    }
}

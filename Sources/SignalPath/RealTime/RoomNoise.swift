package import Sound

/// Takes steady noise out of a stream that has no echo, and says how far its speech stands out: a server's view of a
/// client's sound.
///
/// Belongs to one task or thread. Only `init` allocates. Delays the sound by one block.
package final class RoomNoise {
    private let suppressor: NoiseSuppressor
    /// The steady part's power, in squares of samples.
    package private(set) var floor: Float = 0
    private var blocks = 0

    /// `nil` when memory runs out.
    package init?(rate: StreamRate, decibels: Int32) {
        guard let made = NoiseSuppressor(rate: rate) else { return nil }
        suppressor = made
        var settings = NoiseSettings()
        settings.suppressesEcho = false
        settings.noiseDecibels = decibels
        suppressor.apply(settings)
    }

    /// Works on 10 ms in place. Returns how many times the block's power is that of the steady noise.
    package func suppress(_ samples: inout MutableSpan<Int16>) -> Float {
        var power: Float = 1
        for index in samples.indices { power += Float(samples[index]) * Float(samples[index]) }
        power /= Float(max(1, samples.count))
        // A client that is muted says nothing of its room.
        guard !isDigitalSilence(samples.span) else {
            suppressor.suppress(&samples)
            return 0
        }
        blocks += 1
        // Falls at once, rises by 3 dB a second, faster in the first half second.
        let rise: Float = blocks < 50 ? 1.12 : 1.007
        floor = blocks == 1 ? power : power < floor ? floor + 0.2 * (power - floor) : min(power, floor * rise)
        suppressor.suppress(&samples)
        return power / max(1, floor)
    }
}

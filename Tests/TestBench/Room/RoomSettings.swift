/// What lies between loudspeaker and microphone.
package struct RoomSettings: Sendable {
    /// Samples per second of the room's streams. Sample numbers are exact when the devices run at this rate too.
    package var rate = 48_000
    /// Loudness of the echo against what the loudspeaker plays; `nil` for headphones: no echo at all.
    package var echoDecibels: Double? = 0
    /// Added to `ownDelayMilliseconds`.
    package var delayMilliseconds = 0.0
    /// What the room itself needs from loudspeaker to microphone. It buffers that much, so that late streams are no
    /// holes. Longer is safer under load.
    package var ownDelayMilliseconds = 120.0
    /// Impulse response at `rate`; empty for a single direct path. Up to half a second is cheap.
    package var response: [Float] = []
    /// By how much the microphone's clock is fast against the loudspeaker's. The delay grows by so much with time; a
    /// negative drift shrinks it, so it can last only until `ownDelayMilliseconds` is used up.
    package var driftPartsPerMillion = 0.0
    /// Played over and over into the room as it is, at `rate`.
    package var noise: [Int16] = []
    /// Sound kept for questions and WAV files, in seconds.
    package var memorySeconds = 300
    package var loudspeaker = VirtualDevice.loudspeaker.name
    package var air = VirtualDevice.room.name

    package init() {}

    package init(echoDecibels: Double?, delayMilliseconds: Double = 0) {
        self.echoDecibels = echoDecibels
        self.delayMilliseconds = delayMilliseconds
    }

    /// From leaving the loudspeaker to reaching the microphone, in samples, when nothing drifted yet.
    package var delaySamples: Int {
        Int(((ownDelayMilliseconds + delayMilliseconds) * Double(rate) / 1_000).rounded())
    }
}

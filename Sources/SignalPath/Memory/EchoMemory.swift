package import Sound

/// What a pipeline has learnt of the way from one loudspeaker to one microphone, so that the next one need not begin
/// anew.
package struct EchoMemory: Sendable, Equatable {
    /// How much later than the clocks say the reference is read, ms.
    package var shiftMilliseconds: Double
    /// Delay of the echo behind that, ms.
    package var delayMilliseconds: Float
    package var driftPartsPerMillion: Double
    /// The Kalman filter's weights, real and imaginary parts in turn, and the pipeline's rate and tail they are for.
    package var rate: StreamRate
    package var tailMilliseconds: Int
    package var weights: [Float]

    /// The longest tail at the highest rate, with room.
    static let mostWeights = 131_072

    /// Every number is one that a pipeline could have learnt.
    package var isSane: Bool {
        shiftMilliseconds.isFinite && (-100...1_200).contains(shiftMilliseconds) && delayMilliseconds.isFinite
            && (-100...1_200).contains(delayMilliseconds) && driftPartsPerMillion.isFinite
            && abs(driftPartsPerMillion) <= 300 && (0...1_000).contains(tailMilliseconds)
            && weights.count <= Self.mostWeights && weights.allSatisfy { $0.isFinite && abs($0) < 1_000 }
    }
}

/// A microphone and a loudspeaker, by the names that the sound server has for them.
package struct DevicePair: Sendable, Hashable {
    package var capture: String
    package var playback: String

    package init(capture: String, playback: String) {
        self.capture = capture
        self.playback = playback
    }
}

/// What a test must know to trust the room.
package struct RoomFigures: Sendable, Equatable {
    /// Samples of echo that are missing because the loudspeaker's came later than the room's own delay.
    package var lateSamples = 0
    /// Times the microphone's stream ran dry or either stream stood still: sample numbers and instants shift.
    package var disturbances = 0
    /// Times the path was tied to the clock anew: loudspeaker or microphone came back, or stood still.
    package var anchorings = 0
    /// Half the width of nine in ten estimates of a sample's instant, in microseconds. Instants are medians of 256.
    package var playedJitter = 0.0
    package var heardJitter = 0.0
    /// By how much loudspeaker's and microphone's devices really drift apart, in parts per million; `nil` until known.
    package var deviceDriftPartsPerMillion: Double?

    package init() {}
}

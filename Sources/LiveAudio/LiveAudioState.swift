import Conversation
import SignalPath

extension LiveAudio {
    /// What the port's callers and the events' thread share, under one lock.
    struct State {
        var listening: Listening
        var playing: Playing
        var pipeline: PipelineSettings
        var sensitivity: BargeInSensitivity?
        var probes = false
        var volume: Float = 1
        var isLoudspeakerMuted = false
        var health: DuplexHealth?
        /// Nothing is played any more.
        var isClosed = false
        /// Who may give orders.
        var seat = 0
        /// Who is told what happens on this seat.
        var follower: (@Sendable (DuplexAudioEvent) -> Void)?

        mutating func applyVolume() {
            let volume = isLoudspeakerMuted ? 0 : volume
            playing.change { $0.volume = volume }
        }

        func tell(_ events: [DuplexAudioEvent]) {
            guard let follower else { return }
            for event in events { follower(event) }
        }
    }
}

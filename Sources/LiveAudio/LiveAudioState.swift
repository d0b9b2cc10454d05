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
        var listener: AsyncStream<DuplexAudioEvent>.Continuation?

        /// Events told on this seat.
        var told = 0

        mutating func applyVolume() {
            let volume = isLoudspeakerMuted ? 0 : volume
            playing.change { $0.volume = volume }
        }

        mutating func tell(_ events: [DuplexAudioEvent]) {
            told += events.count
            for event in events { listener?.yield(event) }
        }
    }
}

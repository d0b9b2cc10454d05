import ControlProtocol
import Sound
import Synchronization

/// The present of the daemon in the control socket's words: what `daemon.status` answers.
final class StatusBoard: Sendable {
    struct Present: Sendable {
        var session: SessionSummary?
        var sessionBegan = Duration.zero
        var phase = SessionPhase.ended
        var link = ControlProtocol.LinkState(state: .down)
        var linkSince = Duration.zero
        var sound: SoundStatus?
        var mute = MuteState()
        /// What subscribers were told of the sound card last.
        var toldAudio: AudioState?
        var toldDevices = ToldDevices()
        var isLoudspeakerMuted = false
        var volumeDecibels = 0.0
        /// Connections to the control socket.
        var clients = 0
        /// Times sound was lost, in either direction.
        var soundLosses = 0
    }

    private let present = Mutex(Present())
    /// A session or the sound card came. For one reader.
    let stirs: AsyncStream<Void>
    private let tell: AsyncStream<Void>.Continuation

    init() {
        (stirs, tell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func read() -> Present { present.withLock { $0 } }

    func change(_ body: (inout Present) -> Void) {
        let hasStirred = present.withLock { present in
            let before = present
            body(&present)
            return present.hasMore(than: before)
        }
        if hasStirred { tell.yield() }
    }

    /// The sound card's state, unless it is what subscribers know. Whoever asks tells them.
    func audioNews() -> AudioState? {
        present.withLock { present in
            let audio = present.audio
            let now = AudioState(
                state: audio.state, muted: audio.muted, hardMuted: audio.hardMuted, source: audio.source,
                sink: audio.sink)
            defer { present.toldAudio = now }
            return now == present.toldAudio ? nil : now
        }
    }
}

extension StatusBoard.Present {
    /// Whether there is something to look after that was not there.
    func hasMore(than before: Self) -> Bool {
        before.session == nil && session != nil || before.sound == nil && sound != nil
    }

    /// The sound card in a line. Without a session the card is not in use, and nothing is wrong with that.
    var audio: AudioSummary {
        AudioSummary(
            state: runState, source: sound?.capture.device, sink: sound?.playback.device, muted: mute.isMuted,
            hardMuted: mute.isHard, volumeDecibels: volumeDecibels, sinkMuted: isLoudspeakerMuted)
    }

    var runState: AudioRunState {
        guard let sound else { return mute.isMuted ? .muted : .suspended }
        guard case .ready = sound.server else { return .serverDown }
        return switch sound.capture {
        case .running where sound.captureIsHushed || sound.playbackIsHushed: .mutedBySystem
        case .running: mute.isMuted ? .muted : .running
        case .stalled: .stalled
        case .suspended: .suspended
        case .noDevice: .noSource
        case .closed, .opening: .suspended
        }
    }
}

extension SoundStreamState {
    var device: String? {
        switch self {
        case .opening(let device), .suspended(let device): device
        case .running(let stream): stream.device
        case .closed, .noDevice, .stalled: nil
        }
    }
}

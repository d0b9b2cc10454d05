import PulseSound
import Sound
import TestBench

/// The system under test on a private server, with a microphone and a loudspeaker that keep count.
final class RunningCard: Sendable {
    let system: PulseSoundSystem
    let captured: CapturedSound
    let played: NumberedSound
    let tape = ReferenceTape(capacity: 1 << 19)

    init(server: any SoundServer, settings: SoundSettings? = nil, keeping: Bool = false) {
        system = PulseSoundSystem(settings: settings ?? Self.settings(for: server))
        captured = CapturedSound(keeping: keeping)
        played = NumberedSound()
        system.start(SoundWiring(capture: captured, playback: played, reference: tape))
    }

    deinit { system.stop() }

    static func settings(for server: any SoundServer) -> SoundSettings {
        var settings = SoundSettings()
        settings.server = server.address
        settings.sink.preferences = [.name(VirtualDevice.loudspeaker.name)]
        settings.sink.acceptsDefault = false
        return settings
    }

    var isCapturing: Bool {
        if case .running = system.status.capture { return true }
        return false
    }

    var isPlaying: Bool {
        if case .running = system.status.playback { return true }
        return false
    }

    var isReady: Bool {
        if case .ready = system.status.server { return true }
        return false
    }

    var isDown: Bool {
        if case .down = system.status.server { return true }
        return false
    }

    var isStalled: Bool {
        if case .stalled = system.status.capture { return true }
        return false
    }

    var recordingDevice: String? {
        if case .running(let stream) = system.status.capture { stream.device } else { nil }
    }

    var playingDevice: String? {
        if case .running(let stream) = system.status.playback { return stream.device }
        return nil
    }

    /// Whether never more blocks came in a second than the microphone records in that time, and a little.
    var noSoundWasOld: Bool { captured.heard.mostInASecond < 48_000 * 3 / 2 }

    /// Waits until new blocks come from a running stream.
    func capturesAgain(within limit: Duration) -> Bool {
        let before = captured.heard.blocks
        return becomesTrue(within: limit) { isCapturing && captured.heard.blocks > before + 3 }
    }

    /// Waits until the loudspeaker got on.
    func playsAgain(within limit: Duration) -> Bool {
        let before = played.told.heard
        return becomesTrue(within: limit) { isPlaying && played.told.heard - before > 2_000 }
    }
}

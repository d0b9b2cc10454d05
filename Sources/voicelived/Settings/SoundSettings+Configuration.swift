import Configuration
import Sound

extension SoundSettings {
    /// What the admin wrote about the sound card.
    init(_ configuration: Settings) {
        self.init()
        let audio = configuration.audio
        fragmentMilliseconds = Int(audio.fragment / .milliseconds(1))
        fadeMilliseconds = Int(configuration.bargeIn.fade / .milliseconds(1))
        duckOthersDecibels = audio.duckOthers
        source = Sound.DeviceChoice(audio.source, prefer: audio.preferSources)
        sink = Sound.DeviceChoice(audio.sink, prefer: audio.preferSinks)
        server = audio.server.isEmpty ? nil : audio.server
        reference = audio.reference == .monitor ? .monitor : .playback
        allowMonitorAsSource = audio.allowMonitor
        role = audio.role
        keepSinkWarm = audio.keepSinkWarm
        playbackLatencyMilliseconds = Int(audio.latency / .milliseconds(1))
        onSourceLost = audio.onSourceLost == .wait ? .wait : .reselect
        onSinkLost = audio.onSinkLost == .wait ? .wait : .reselect
        threadPriority = Int32(audio.realtimePriority)
    }
}

extension Settings {
    /// Blocks of 10 ms in one packet: every endpoint's message is a whole number of packets.
    var blocksPerPacket: Int {
        let frames = endpoints.map { max(1, Int($0.uplinkFrame / .milliseconds(10))) }
        return frames.reduce(0, Self.greatestCommonDivisor).nonZero ?? 2
    }

    private static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
        other == 0 ? one : greatestCommonDivisor(other, one % other)
    }
}

extension Int {
    fileprivate var nonZero: Int? { self == 0 ? nil : self }
}

extension Sound.DeviceChoice {
    /// Preferences first, then the device itself; "auto" lets the server's default stand in.
    init(_ choice: DeviceSetting, prefer: [DeviceSetting]) {
        let matches = (prefer + [choice]).compactMap(DeviceMatch.init)
        self.init(preferences: matches, acceptsDefault: choice == .automatic)
    }
}

extension DeviceMatch {
    fileprivate init?(_ choice: DeviceSetting) {
        switch choice {
        case .automatic: return nil
        case .named(let name): self = .name(name)
        case .matching(let properties): self = .properties(properties)
        }
    }
}

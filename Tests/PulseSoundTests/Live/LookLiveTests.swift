import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// What there is, asked without opening any of it.
@Suite(.serialized, .timeLimit(.minutes(1))) struct LookLiveTests {
    @Test(arguments: SoundServerKind.allCases) func tellsWhatIsPluggedInAndWhatTheSettingsMean(
        _ kind: SoundServerKind
    ) throws {
        let server = try kind.start()
        let found = PulseLook.at(RunningCard.settings(for: server))
        guard case .ready(let name) = found.server else {
            Issue.record("\(found.server)")
            return
        }
        #expect(!name.isEmpty && found.source == "microphone" && found.sink == "spk")
        let microphones = found.devices.filter { $0.direction == .capture && !$0.isMonitor }.map(\.name)
        #expect(microphones == ["microphone"])
        #expect(Set(found.devices.filter { $0.direction == .playback }.map(\.name)).isSuperset(of: ["spk", "room"]))
        #expect(found.devices.contains { $0.name == "spk.monitor" && $0.isMonitor })
    }

    @Test func sameDevicesAsAnOpenCardUses() throws {
        let server = try SoundServerKind.pulseAudio.start()
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.capturesAgain(within: .seconds(5)) && card.playsAgain(within: .seconds(5)))
        let found = PulseLook.at(RunningCard.settings(for: server))
        #expect(found.sink == card.playingDevice && found.devices == card.system.status.devices)
    }

    @Test func noServerIsTold() {
        var settings = SoundSettings()
        settings.server = "unix:/nonexistent/native"
        guard case .down = PulseLook.at(settings).server else {
            Issue.record("there is one")
            return
        }
    }

    @Test func aFrozenServerIsNotWaitedForLong() throws {
        let server = try SoundServerKind.pulseAudio.start()
        server.freeze()
        let began = ContinuousClock.now
        let found = PulseLook.at(RunningCard.settings(for: server))
        let took = ContinuousClock.now - began
        server.thaw()
        #expect(found.server == .silent && found.devices.isEmpty)
        #expect(took < .seconds(3))
    }
}

import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// Devices are unplugged, plugged in again, put to sleep, moved.
@Suite(.serialized) struct DeviceFaultLiveTests {
    @Test(.timeLimit(.minutes(10)), arguments: SoundServerKind.allCases)
    func theMicrophoneComesBack(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        var record = FaultRecord("\(kind) microphone re-plugged")
        var noticed = FaultRecord("\(kind) microphone unplugged, told")
        for _ in 0..<FaultRecord.repeats {
            try server.unplug(.microphone)
            noticed.measure { becomesTrue(within: .seconds(1)) { card.system.status.capture == .noDevice } }
            // The loudspeaker's monitor is all that is left to record.
            usleep(200_000)
            #expect(card.system.status.capture == .noDevice)
            try server.plug(.microphone)
            record.measure { card.capturesAgain(within: .seconds(5)) }
        }
        noticed.conclude()
        record.conclude()
        #expect(noticed.slowest < 200)
        #expect(record.slowest < 1_000)
    }

    @Test(.timeLimit(.minutes(10)), arguments: SoundServerKind.allCases)
    func theLoudspeakerComesBack(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        var record = FaultRecord("\(kind) loudspeaker re-plugged")
        for _ in 0..<FaultRecord.repeats {
            try server.unplug(.loudspeaker)
            #expect(becomesTrue(within: .milliseconds(500)) { card.system.status.playback == .noDevice })
            let told = card.played.told
            // What was not heard was taken back, if there was any.
            #expect(told.rendered <= told.heard)
            try server.plug(.loudspeaker)
            let listener = try IdleListener(server)
            record.measure { card.playsAgain(within: .seconds(5)) }
            withExtendedLifetime(listener) {}
        }
        record.conclude()
        #expect(record.slowest < 1_000)
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func anotherLoudspeakerIsTakenAndThePreferredOneAgain(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let second = VirtualDevice(.loudspeaker, name: "second")
        try server.plug(second)
        var settings = RunningCard.settings(for: server)
        settings.sink.preferences = [.name("spk"), .name("second")]
        let card = RunningCard(server: server, settings: settings)
        card.system.demandPlayback(.wanted)
        #expect(becomesTrue(within: .seconds(5)) { card.playingDevice == "spk" })
        try server.unplug(.loudspeaker)
        #expect(becomesTrue(within: .milliseconds(500)) { card.playingDevice == "second" })
        try server.plug(.loudspeaker)
        #expect(becomesTrue(within: .seconds(1)) { card.playingDevice == "spk" })
    }

    /// Mixers and policy modules move streams. The echo canceller has learned this device, so ours do not move, or come back.
    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func streamsStayOnTheirDevices(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let others = [VirtualDevice(.microphone, name: "othermic"), VirtualDevice(.loudspeaker, name: "otherspk")]
        for device in others { try server.plug(device) }
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.capturesAgain(within: .seconds(5)) && card.playsAgain(within: .seconds(5)))
        let (microphone, loudspeaker) = (card.recordingDevice, card.playingDevice)
        // PulseAudio refuses; PipeWire may do it.
        for device in others { try? server.moveStreams(to: device) }
        #expect(card.capturesAgain(within: .seconds(2)) && card.playsAgain(within: .seconds(2)))
        let isHome = becomesTrue(within: .seconds(2)) {
            card.recordingDevice == microphone && card.playingDevice == loudspeaker
        }
        #expect(isHome, "\(card.system.status.capture), \(card.system.status.playback)")
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func withoutAMicrophoneNoMonitorIsRecorded(_ kind: SoundServerKind) throws {
        var options = SoundServerOptions()
        options.devices = [.loudspeaker]
        let server = try kind.start(options)
        let card = RunningCard(server: server)
        #expect(becomesTrue(within: .seconds(5)) { card.isReady })
        usleep(500_000)
        #expect(card.system.status.capture == .noDevice)
        #expect(card.captured.heard.blocks == 0)
    }

    @Test(.timeLimit(.minutes(2)), arguments: [SoundServerKind.pulseAudio])
    func aSleepingMicrophoneIsToldAndWakes(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        try server.suspend(.microphone)
        let isTold = becomesTrue(within: .seconds(1)) { card.system.status.capture == .suspended(device: "microphone") }
        #expect(isTold, "\(card.system.status.capture)")
        usleep(1_500_000)
        #expect(card.system.status.capture == .suspended(device: "microphone"))
        try server.resume(.microphone)
        var record = FaultRecord("\(kind) microphone woken")
        record.measure { card.capturesAgain(within: .seconds(2)) }
        record.conclude()
        #expect(record.slowest < 100)
    }

    @Test(.timeLimit(.minutes(2)), arguments: [SoundServerKind.pulseAudio])
    func aSleepingLoudspeakerIsToldAndWakes(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        try server.suspend(.loudspeaker)
        let isTold = becomesTrue(within: .seconds(1)) { card.system.status.playback == .suspended(device: "spk") }
        #expect(isTold, "\(card.system.status.playback)")
        let heard = card.played.told.heard
        usleep(1_200_000)
        #expect(card.played.told.heard == heard)
        try server.resume(.loudspeaker)
        var record = FaultRecord("\(kind) loudspeaker woken")
        record.measure { card.playsAgain(within: .seconds(2)) }
        record.conclude()
        #expect(record.slowest < 200)
        #expect(card.played.told.prepared.count == 1)
    }

    /// PipeWire wakes a device at once on which streams run: sound goes on, and what was missed meanwhile is counted.
    @Test(.timeLimit(.minutes(1)))
    func aDeviceInUseDoesNotSleepOnPipeWire() throws {
        let server = try SoundServerKind.pipeWire.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        var record = FaultRecord("pipeWire both told to sleep")
        try server.suspend(.microphone)
        try server.suspend(.loudspeaker)
        record.measure { card.capturesAgain(within: .seconds(1)) && card.playsAgain(within: .seconds(1)) }
        record.conclude()
        #expect(record.slowest < 200)
        usleep(500_000)
        guard case .running = card.system.status.capture, case .running = card.system.status.playback else {
            Issue.record("\(card.system.status.capture), \(card.system.status.playback)")
            return
        }
        #expect(card.played.told.prepared.count == 1)
    }
}

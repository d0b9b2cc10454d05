import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// What the admin wishes of the sound server, and what the server makes of it.
@Suite(.serialized) struct ServerWishLiveTests {
    private func granted(_ card: RunningCard) -> Int? {
        if case .running(let stream) = card.system.status.capture {
            return stream.rate.milliseconds(samples: stream.grantedSamples)
        }
        return nil
    }

    /// A running stream takes a new fragment, too.
    @Test(.timeLimit(.minutes(1)))
    func theServerHandsOverAsMuchAtOnceAsAsked() throws {
        let server = try SoundServerKind.pulseAudio.start()
        var settings = RunningCard.settings(for: server)
        settings.fragmentMilliseconds = 40
        let card = RunningCard(server: server, settings: settings)
        #expect(card.capturesAgain(within: .seconds(5)))
        #expect(granted(card) == 40)
        settings.fragmentMilliseconds = 10
        card.system.apply(settings)
        #expect(becomesTrue(within: .seconds(5)) { granted(card) == 10 })
        #expect(card.capturesAgain(within: .seconds(5)))
        #expect(card.captured.heard.blocks > 0 && card.system.status.reconnects == 0)
    }

    /// Loudest sample of the last 100 ms.
    private func level(_ recording: MonitorRecording) -> Int {
        recording.samples.suffix(4_800).map { abs(Int($0)) }.max() ?? 0
    }

    /// Another program's stream: a tone of 10,000 for a minute.
    private func music(on server: any SoundServer, in folder: TemporaryFolder) throws -> ChildProcess {
        let second = (0..<48_000).flatMap { index -> [UInt8] in
            let sample = Int16(10_000 * sin(2 * .pi * 440 * Double(index) / 48_000))
            return [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
        }
        let path = folder.path + "/music.raw"
        #expect(writeWholeFile(path, Array(repeatElement(second, count: 60).joined())))
        return try ChildProcess(
            "pacat",
            [
                "--playback", "--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=50",
                "--device=" + VirtualDevice.loudspeaker.name, path,
            ], environment: server.environment, output: .none)
    }

    /// A module of somebody else is told when we connect; ours, which lowers others, is no trouble.
    @Test(.timeLimit(.minutes(1)))
    func whoLowersUsIsTold() async throws {
        let server = try SoundServerKind.pulseAudio.start()
        let loaded = try ChildProcess(
            "pactl", ["load-module", "module-role-ducking", "trigger_roles=phone", "ducking_roles=any_role"],
            environment: server.environment)
        #expect(loaded.wait(within: .seconds(10)) == .code(0))
        var settings = RunningCard.settings(for: server)
        settings.duckOthersDecibels = -15
        let card = RunningCard(server: server, settings: settings)
        let first = await effects(card)
        #expect(first?.count == 1)
        #expect(first?.first?.contains("of the role voicelived while one of phone plays") == true)
        // With a trigger's own role nobody lowers us. Another role means another connection.
        settings.role = "phone"
        card.system.apply(settings)
        #expect(await effects(card) == [])
    }

    /// What is told next of modules that make us quiet.
    private func effects(_ card: RunningCard) async -> [String]? {
        for await event in card.system.events {
            if case .lowered(let effects) = event { return effects }
        }
        return nil
    }

    @Test(.timeLimit(.minutes(1)))
    func othersAreLoweredWhileWeTalkAndRaisedWhenWeAreGone() throws {
        let server = try SoundServerKind.pulseAudio.start()
        let folder = try TemporaryFolder("music")
        let music = try music(on: server, in: folder)
        let recording = try MonitorRecording(of: .loudspeaker, on: server)
        #expect(becomesTrue(within: .seconds(10)) { level(recording) > 9_900 })
        var settings = RunningCard.settings(for: server)
        settings.duckOthersDecibels = -15
        settings.keepSinkWarm = .zero
        let card = RunningCard(server: server, settings: settings)
        card.played.speak(false)
        #expect(card.capturesAgain(within: .seconds(5)))
        usleep(300_000)
        #expect(level(recording) > 9_900, "lowered although nobody talks")
        card.system.demandPlayback(.wanted)
        // 15 dB below 10,000 are 1,778.
        #expect(becomesTrue(within: .seconds(5)) { (1_700...1_860).contains(level(recording)) })
        card.system.demandPlayback(.idle)
        #expect(becomesTrue(within: .seconds(5)) { level(recording) > 9_900 })
        card.system.demandPlayback(.wanted)
        #expect(becomesTrue(within: .seconds(5)) { level(recording) < 1_860 })
        settings.duckOthersDecibels = 0
        card.system.apply(settings)
        #expect(becomesTrue(within: .seconds(5)) { level(recording) > 9_900 })
        settings.duckOthersDecibels = -20
        card.system.apply(settings)
        #expect(becomesTrue(within: .seconds(5)) { (950...1_060).contains(level(recording)) })
        card.system.stop()
        #expect(becomesTrue(within: .seconds(5)) { level(recording) > 9_900 })
        music.terminate()
    }
}

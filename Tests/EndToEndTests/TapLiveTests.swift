import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// Clients listen along the whole signal path.
@Suite(.serialized, .timeLimit(.minutes(3))) struct TapLiveTests {
    private static let points: [TapPoint] = [.micRaw, .micAec, .micDsp, .farRef, .uplink, .downlink, .spk]

    @Test func everyPointTellsItsOwnSoundOnOneClock() async throws {
        let stage = try Stage()
        let recorder = try TapRecorder(stage.daemon.socket, points: Self.points)
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        let question = try SpeechFixtures.speech(rate: 48_000)
        let place = stage.room.inject(question)
        try await stage.wait("the question's end") { stage.room.heardEnd >= place.upperBound + 24_000 }
        let answer = try SpeechFixtures.speech("It will rain all day.", voice: .rms, rate: 24_000)
        try await stage.agent.give(ScriptedAnswer(1, words: "It will rain all day.", samples: answer))
        try await stage.listen(milliseconds: answer.count / 24 + 700)
        try recorder.stop()

        func find(_ samples: [Int16], _ point: TapPoint) throws -> (place: Int, similarity: Double) {
            let track = recorder.track(point)
            let place = Correlation.find(samples, in: track.samples)
            let found = try #require(place, "nothing in \(track.samples.count) samples at \(point)")
            #expect(track.lost == 0, "lost at \(point)")
            return (track.start + found.index, found.similarity)
        }
        let spoken = resampled(question, from: 48_000, to: 16_000)
        let raw = try find(spoken, .micRaw)
        for point in [TapPoint.micRaw, .micAec, .micDsp, .uplink] {
            let found = try find(spoken, point)
            #expect(found.similarity > 0.8, "\(point)")
            // One clock: the same word has the same place wherever it is heard. Noise suppression smears it a little.
            #expect(abs(found.place - raw.place) <= 32, "\(point): \(found.place - raw.place) samples")
        }
        let said = resampled(answer, from: 24_000, to: 16_000)
        for point in [TapPoint.downlink, .spk, .farRef] {
            let found = try find(said, point)
            // The reference moves to where the echo is, also in the middle of a word; a busy machine leaves a hole.
            #expect(found.similarity > 0.8, "\(point): \(found.similarity)")
        }
        // The loudspeaker plays after the service has sent it.
        #expect(try find(said, .downlink).place < find(said, .spk).place)
        // Nobody else's sound is at a point.
        #expect(try find(said, .micDsp).similarity < 0.3)
        #expect(try find(spoken, .spk).similarity < 0.3)
        // What the service heard is what the uplink tells.
        let heard = try #require(stage.agent.lines.first?.microphone)
        let sent = recorder.track(.uplink).samples
        let second = Correlation.find(Array(sent[16_000..<32_000]), in: heard)
        #expect(second?.similarity ?? 0 > 0.999)
    }

    @Test func anOggFilePlaysInOtherPeoplesPlayers() async throws {
        let stage = try Stage()
        try await stage.start()
        let folder = try TemporaryFolder("ogg")
        let direct = try TapRecorder(stage.daemon.socket, points: [.uplink])
        let recording = Background { [socket = stage.daemon.socket, path = folder.path] in
            try Program.run(
                [
                    "/bin/sh", "-c",
                    "'\(try Programs.folder())/voicelivectl' tap uplink --format ogg --seconds 5 --socket '\(socket)' "
                        + ">'\(path)/call.opus'",
                ], seconds: 60)
        }
        try await stage.listen(milliseconds: 700)
        stage.room.inject(try SpeechFixtures.speech(rate: 48_000))
        try await stage.listen(milliseconds: 5_500)
        try direct.stop()
        let result = try recording.result()
        #expect(result.status == 0, "\(result.errors)")
        let decoded = try Program.run([
            "/usr/bin/opusdec", "--quiet", "--rate", "16000", folder.path + "/call.opus", folder.path + "/call.wav",
        ])
        #expect(decoded.status == 0 && decoded.errors == "", "\(decoded.errors)")
        let file = try WavFile(path: folder.path + "/call.wav")
        #expect(abs(file.channels[0].count - 80_000) <= 320)
        // From the first loud sample on: what was tapped without coding.
        let samples = direct.track(.uplink).samples
        let loud = try #require(samples.firstIndex { abs(Int($0)) > 1_000 })
        let found = Correlation.find(Array(samples[loud..<loud + 16_000]), in: file.channels[0])
        #expect(found?.similarity ?? 0 > 0.9)
        let judged = try Program.run(["/usr/bin/opusinfo", folder.path + "/call.opus"])
        #expect(judged.status == 0)
        #expect(!(judged.output + judged.errors).contains("WARNING"), "\(judged.output)\(judged.errors)")
    }
}

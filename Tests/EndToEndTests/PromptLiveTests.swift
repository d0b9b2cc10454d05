import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// Clients play their own sounds, and show pictures.
@Suite(.serialized, .timeLimit(.minutes(3))) struct PromptLiveTests {
    private func control(_ stage: Stage, _ words: String...) throws -> Program.Result {
        try Program.run(
            [try Programs.folder() + "/voicelivectl"] + words + ["--socket", stage.daemon.socket], seconds: 60)
    }

    @Test(arguments: ["wav", "opus"])
    func aPromptIsHeardBeforeTheAnswerWhichThenGoesOn(kind: String) async throws {
        let stage = try Stage()
        let folder = try TemporaryFolder("prompt")
        let words = try SpeechFixtures.speech("Your battery is low.", voice: .british, rate: 22_000)
        let file = folder.path + "/prompt.wav"
        #expect(WavFile(rate: 22_000, channels: [words]).write(to: file))
        if kind == "opus" {
            let made = try Program.run(["/usr/bin/opusenc", "--quiet", file, folder.path + "/prompt.opus"])
            #expect(made.status == 0, "\(made.errors)")
        }
        try await stage.start()
        try await stage.listen(milliseconds: 300)
        let text = SpeechFixtures.sentences.prefix(3).joined(separator: " ")
        let answer = try SpeechFixtures.speech(text, voice: .rms, rate: 24_000)
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(1, samples: answer))
        try await stage.listen(milliseconds: 1_500)
        let played = Background { [path = folder.path + "/prompt." + kind, socket = stage.daemon.socket] in
            try Program.run(
                [try Programs.folder() + "/voicelivectl", "session", "play", path, "--json", "--socket", socket],
                seconds: 60)
        }
        try await stage.listen(milliseconds: (words.count / 22) + answer.count / 24 + 1_000)
        let result = try played.result()
        #expect(result.status == 0, "\(result.errors)")
        let reply = try JSONParser.parse(Array(result.output.utf8))
        #expect(reply["item"]?.string == "prompt-1")
        #expect(abs((reply["heard_ms"]?.double ?? 0) - Double(words.count) / 22) < 30)

        let heard = stage.room.played(start..<stage.room.playedEnd)
        let prompt = resampled(words, from: 22_000, to: 48_000)
        let (promptPlace, endPlace, beginPlace) = places(prompt, answer, heard)
        let place = try #require(promptPlace)
        #expect(place.similarity > 0.9)
        // The answer's end comes behind the prompt, whole.
        let rest = try #require(endPlace)
        #expect(rest.similarity > 0.9)
        #expect(rest.index > place.index + prompt.count)
        // And as late as the prompt was long: nothing of the answer is lost.
        let begin = try #require(beginPlace)
        let expected = begin.index + (answer.count - 24_000 * 3) * 2 + prompt.count
        let late = rest.index - expected
        // A machine that stalls makes it later, never earlier.
        #expect(late > -48 * 40 && late < 48 * 1_500, "\(late) samples")
    }

    /// Where the prompt, the answer's last three seconds and its first are.
    private func places(
        _ prompt: [Int16], _ answer: [Int16], _ heard: [Int16]
    ) -> (Correlation?, Correlation?, Correlation?) {
        let end = resampled(Array(answer.suffix(24_000 * 3)), from: 24_000, to: 48_000)
        let first = resampled(Array(answer.prefix(24_000)), from: 24_000, to: 48_000)
        return (
            Correlation.find(prompt, in: heard), Correlation.find(end, in: heard), Correlation.find(first, in: heard)
        )
    }

    @Test func whatIsNoPromptIsRefusedInWords() async throws {
        let stage = try Stage()
        let folder = try TemporaryFolder("prompt")
        let none = try control(stage, "session", "play", "/etc/passwd")
        #expect(none.status == 65 && none.errors.contains("no session"))
        try await stage.start()
        let text = try control(stage, "session", "play", "/etc/passwd")
        #expect(text.status != 0 && text.errors.contains("is not a WAV file"), "\(text.errors)")
        let stereo = folder.path + "/stereo.wav"
        let second = [Int16](repeating: 5, count: 16_000)
        #expect(WavFile(rate: 16_000, channels: [second, second]).write(to: stereo))
        #expect(try control(stage, "session", "play", stereo).errors.contains("convert it to mono"))
        let long = folder.path + "/long.wav"
        #expect(WavFile(rate: 8_000, channels: [[Int16](repeating: 5, count: 8_000 * 61)]).write(to: long))
        #expect(try control(stage, "session", "play", long).errors.contains("at most 60 seconds"))
        let broken = folder.path + "/broken.opus"
        #expect(writeWholeFile(broken, Array("OggS".utf8) + [UInt8](repeating: 7, count: 500)))
        #expect(try control(stage, "session", "play", broken).errors.contains("Ogg Opus"))
        let large = folder.path + "/large.wav"
        #expect(writeWholeFile(large, [UInt8](repeating: 7, count: 4_194_305)))
        #expect(try control(stage, "session", "play", large).errors.contains("4 MiB"))
        // Past the program's own check the daemon has one.
        let piece = ControlProtocol.JSONValue.string(String(repeating: "A", count: 49_152))
        var refusal = ""
        for _ in 0..<120 where refusal.isEmpty {
            do {
                try stage.client.ask(
                    "session.play",
                    ["session": .string(stage.session), "format": "wav", "data": piece, "last": false])
            } catch {
                if "\(error)".contains("limit/rate") { continue }
                refusal = "\(error)"
            }
        }
        #expect(refusal.contains("more than 4 MiB"), "\(refusal)")
    }

    @Test func interruptingStopsAPrompt() async throws {
        let stage = try Stage()
        try await stage.start()
        let folder = try TemporaryFolder("prompt")
        let file = folder.path + "/chord.wav"
        #expect(WavFile(rate: 16_000, channels: [try chorus(milliseconds: 10_000)]).write(to: file))
        let played = Background { [socket = stage.daemon.socket] in
            try Program.run(
                [try Programs.folder() + "/voicelivectl", "session", "play", file, "--json", "--socket", socket],
                seconds: 60)
        }
        try await stage.listen(milliseconds: 1_500)
        try stage.client.ask("session.interrupt", ["session": .string(stage.session)])
        let result = try played.result()
        let heard = try JSONParser.parse(Array(result.output.utf8))["heard_ms"]?.double ?? 0
        #expect(heard > 100 && heard < 3_000, "\(heard) ms, \(result.errors)")
    }

    @Test func aPictureReachesTheModelWithItsWords() async throws {
        let stage = try Stage()
        try await stage.start()
        let folder = try TemporaryFolder("picture")
        let file = folder.path + "/picture.png"
        let picture: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        #expect(writeWholeFile(file, picture))
        let shown = try control(stage, "session", "image", file, "What", "is", "this?")
        #expect(shown.status == 0, "\(shown.errors)")
        let uri = "data:image/png;base64," + String(decoding: ControlProtocol.Base64.encode(picture), as: UTF8.self)
        try await stage.wait("the picture at the service") {
            stage.agent.words.contains { word in
                guard case .itemCreate(let create) = word.event, case .message(let message) = create.item,
                    message.content.count == 2, message.content[0].words?.text == "What is this?",
                    case .inputImage(let part) = message.content[1]
                else { return false }
                return part.url.text == uri
            }
        }
        let wrong = try control(stage, "session", "image", "/etc/passwd")
        #expect(wrong.status == 64 && wrong.errors.contains("is no png picture"), "\(wrong.errors)")
        #expect(!stage.daemon.log.contains("What is this?"))
    }
}

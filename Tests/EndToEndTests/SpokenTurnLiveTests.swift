import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// The whole chain: a question in the room, an answer at the loudspeaker.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SpokenTurnLiveTests {
    @Test(arguments: [Stage.Line.encrypted, .local]) func aQuestionIsHeardAndAnswered(line: Stage.Line) async throws {
        var plan = Stage.Plan()
        plan.line = line
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.listen(milliseconds: 500)

        // PulseAudio may die of sound in shared memory whose owner hangs up.
        let memory = String(decoding: readWholeFile("/proc/\(stage.daemon.child.pid)/maps") ?? [], as: UTF8.self)
        #expect(memory.contains("libpulse.so") && !memory.contains(/memfd:pulseaudio|pulse-shm/))

        // The question reaches the service as it was spoken.
        let question = SpeechFixtures.sentences[1]
        let spoken = try SpeechFixtures.speech(question, rate: 48_000)
        let place = stage.room.inject(spoken)
        try await stage.wait("the question's end") { stage.room.heardEnd >= place.upperBound + 48_000 }
        let heard = try #require(stage.agent.lines.first?.microphone)
        let found = try #require(
            Correlation.find(try SpeechFixtures.speech(question, rate: 16_000), in: heard))
        #expect(found.similarity > 0.8)

        // The answer is heard as it was sent.
        try await stage.agent.hearStart("question_1", at: found.index / 16)
        try await stage.agent.hearEnd("question_1", at: heard.count / 16)
        try await stage.agent.transcribe("question_1", "What will the weather be like?")
        let words = try SpeechFixtures.speech("It will rain all day.", voice: .rms, rate: 24_000)
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(1, words: "It will rain all day.", samples: words))
        try await stage.listen(milliseconds: words.count / 24 + 700)
        let played = stage.room.played(start..<stage.room.playedEnd)
        let expected = resampled(words, from: 24_000, to: 48_000)
        #expect(try #require(Correlation.find(expected, in: played)).similarity > 0.95)

        // And told to those who follow.
        let line = try stage.client.next("session.transcript") { message in
            let data = message["params"]?["data"]
            return data?["role"]?.string == "assistant" && data?["final"]?.bool == true
        }
        #expect(line["params"]?["data"]?["text"]?.string == "It will rain all day.")
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        _ = try stage.client.next("session.state") { $0["params"]?["data"]?["state"]?.string == "ended" }
        #expect(stage.daemon.child.terminate(within: .seconds(5)) == .code(0))
    }
}

import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// Somebody speaks while the agent does, at any instant of its answer.
@Suite(.serialized, .timeLimit(.minutes(30))) struct InterruptionLiveTests {
    /// At eight instants of an answer, or as many as VOICELIVED_INTERRUPTIONS says, the first in its first third of a second.
    @Test func theVoiceStopsAndTheServiceLearnsWhatWasHeard() async throws {
        let stage = try Stage()
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        // The daemon learns from the first answer that no echo comes back.
        try await stage.agent.give(ScriptedAnswer(0, samples: chorus(milliseconds: 2_500)))
        try await stage.listen(milliseconds: 3_500)
        var generator = SeededRandom(seed: 7)
        var errors: [Double] = []
        var silences: [Double] = []
        var gaps: [Double] = []
        defer {
            Figures.tell("audio_end_ms − really played, ms", errors)
            Figures.tell("speech at the microphone → loudspeaker silent, ms", silences)
            Figures.tell("silence in the middle of what was heard, ms", gaps)
        }
        for number in 1...max(1, RunLength.wished("VOICELIVED_INTERRUPTIONS") ?? 8) {
            let wait = number == 1 ? 300 : 300 + Int(generator.next() % 2_700)
            let interruption = try await stage.interrupt(
                ScriptedAnswer(number, samples: try chorus(milliseconds: 8_000)), after: wait)
            #expect(interruption.silentAfterMilliseconds < 250, "interrupted after \(wait) ms")
            #expect(abs(interruption.errorMilliseconds) <= 20, "interrupted after \(wait) ms")
            errors.append(interruption.errorMilliseconds)
            gaps.append(interruption.gapMilliseconds)
            silences.append(interruption.silentAfterMilliseconds)
        }
    }

    @Test func aClientThatInterruptsLearnsHowMuchWasHeard() async throws {
        let stage = try Stage()
        try await stage.start()
        func interrupt() throws -> Int {
            let reply = try stage.client.ask("session.interrupt", ["session": .string(stage.session)])
            return Int(reply["played_ms"]?.wholeNumber ?? -1)
        }
        #expect(try interrupt() == 0)
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(1, samples: tone(milliseconds: 8_000)))
        try await stage.wait("the answer") { Loudspeaker(stage.room).onset(from: start) != nil }
        try await stage.listen(milliseconds: 1_200)
        let told = try interrupt()
        try await stage.wait("the truncation") {
            stage.agent.words.contains { if case .itemTruncate = $0.event { true } else { false } }
        }
        for word in stage.agent.words {
            guard case .itemTruncate(let cut) = word.event else { continue }
            // The service is told the truth, which is known when the loudspeaker has fallen silent.
            #expect(abs(cut.audioEndMilliseconds - told) < 120, "\(told) ms, then \(cut.audioEndMilliseconds) ms")
        }
    }

    @Test func whereOnlyStopWordsMayOtherSpeechIsLetGoBy() async throws {
        var plan = Stage.Plan()
        plan.settings = "[barge_in]\nmode = \"stop_word\"\nstop_words = [\"halt\", \"be quiet\"]"
        let stage = try Stage(plan)
        try await stage.start()
        #expect(stage.agent.lines[0].plan?.turnDetection.value?.interruptResponse == false)
        let answer = ScriptedAnswer(1, samples: try chorus(milliseconds: 12_000))
        let start = stage.room.playedEnd
        try await stage.agent.give(answer)
        try await stage.listen(milliseconds: 1_000)
        // The room speaks, and the service hears it; neither is enough.
        let place = stage.room.inject(try SpeechFixtures.speech(SpeechFixtures.sentences[0], rate: 48_000))
        try await stage.agent.hearStart("question_2", at: 1_000)
        try await stage.wait("the speech's end") { stage.room.heardEnd >= place.upperBound + 24_000 }
        try await stage.agent.hearEnd("question_2", at: 3_000)
        try await stage.agent.transcribe("question_2", "What a fine day.")
        try await stage.listen(milliseconds: 500)
        let begin = try #require(Loudspeaker(stage.room).onset(from: start))
        #expect(Loudspeaker(stage.room).silence(from: begin) == nil)
        // The word is.
        try await stage.agent.hearStart("question_3", at: 4_000)
        try await stage.agent.say(
            .transcriptionDelta(TranscriptionDelta(itemID: "question_3", delta: "Please be quiet, I am")))
        try await stage.wait("silence", within: .seconds(5)) { Loudspeaker(stage.room).silence(from: begin) != nil }
        let end = Loudspeaker(stage.room).silence(from: begin) ?? 0
        var told: Int?
        try await stage.wait("the truncation") {
            for word in stage.agent.words {
                if case .itemTruncate(let cut) = word.event, cut.itemID == answer.item {
                    told = cut.audioEndMilliseconds
                }
            }
            return told != nil
        }
        #expect(abs(Double(told ?? 0) - Double(end - begin) / 48) <= 40)
    }
}

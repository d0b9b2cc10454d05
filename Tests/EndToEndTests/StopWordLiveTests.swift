import ControlProtocol
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// voicelive-local listens for the stop word while the agent speaks, and the service knows nothing of it.
@Suite(.serialized, .timeLimit(.minutes(4))) struct StopWordLiveTests {
    private func stage(_ ear: LocalService?, mode: String = "stop_word") throws -> Stage {
        var plan = Stage.Plan()
        plan.settings = """
            [barge_in]
            mode = "\(mode)"
            stop_words = ["stop", "be quiet"]
            stop_word_url = "ws+unix:\(ear?.socket ?? "/nowhere/local.sock")"
            """
        return try Stage(plan)
    }

    private func word(_ text: String, _ voice: TestVoice = .rms) throws -> [Int16] {
        try SpeechFixtures.speech(text, voice: voice, rate: 48_000)
    }

    @Test func theWordCutsAndOthersOfItsLengthDoNot() async throws {
        let ear = try LocalService()
        let stage = try stage(ear)
        try await stage.start()
        try await stage.agent.give(ScriptedAnswer(0, samples: chorus(milliseconds: 2_500)))
        try await stage.listen(milliseconds: 3_500)
        var delays: [Double] = []
        defer { Figures.tell("end of the stop word → loudspeaker silent, ms", delays) }
        // A recogniser of 30 MB does not hear every word; what it hears, it hears at once.
        var missed: [String] = []
        let words = ["stop", "be quiet", "stop", "be quiet", "stop", "be quiet", "stop", "be quiet"]
        for (number, text) in words.enumerated() {
            let spoken = try word(text)
            do {
                let interruption = try await stage.interrupt(
                    ScriptedAnswer(number + 1, samples: try chorus(milliseconds: 8_000)), after: 600 + 150 * number,
                    saying: spoken)
                let delay = interruption.silentAfterMilliseconds - Double(spoken.count) / 48
                delays.append(delay)
                #expect(delay < 500, "\(text)")
                #expect(abs(interruption.errorMilliseconds) <= 20)
            } catch Stage.Trouble.nothing {
                missed.append("\(number): \(text)")
                try stage.client.ask("session.interrupt", ["session": .string(stage.session)])
                try await stage.listen(milliseconds: 1_000)
            }
        }
        print("figures: stop words not heard: \(missed) of \(words.count)")
        #expect(missed.count <= 3, "\(missed)")
        // As long, and none of them.
        let begin = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(9, samples: try chorus(milliseconds: 9_000)))
        try await stage.wait("the answer") { Loudspeaker(stage.room).onset(from: begin) != nil }
        let start = try #require(Loudspeaker(stage.room).onset(from: begin))
        for text in ["milk", "yes", "really"] {
            try await stage.listen(milliseconds: 600)
            let place = stage.room.inject(try word(text))
            try await stage.wait("the word's end") { stage.room.heardEnd >= place.upperBound + 48_000 }
        }
        #expect(Loudspeaker(stage.room).silence(from: start) == nil)
    }

    /// An engine that dies takes nothing along, and is said to be gone; all is as it was without it.
    @Test func anEarThatDiesIsMissedAndNothingElse() async throws {
        let ear = try LocalService()
        let stage = try stage(ear)
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        ear.child.kill()
        /// Asked no oftener than a daemon answers.
        func warnings() throws -> [String] {
            usleep(50_000)
            return (try stage.client.ask("daemon.status")["degraded"]?.array ?? []).compactMap { $0["code"]?.string }
        }
        try await stage.wait("the warning", within: .seconds(20)) { try warnings().contains("dsp/stop_words") }
        let answer = ScriptedAnswer(1, samples: try chorus(milliseconds: 6_000))
        let begin = stage.room.playedEnd
        try await stage.agent.give(answer)
        try await stage.wait("the answer") { Loudspeaker(stage.room).onset(from: begin) != nil }
        let start = try #require(Loudspeaker(stage.room).onset(from: begin))
        let place = stage.room.inject(try word("stop"))
        try await stage.wait("the word's end") { stage.room.heardEnd >= place.upperBound + 48_000 }
        #expect(Loudspeaker(stage.room).silence(from: start) == nil)
        // What the transcript says still counts.
        try await stage.agent.hearStart("question_2", at: 1_000)
        try await stage.agent.hearEnd("question_2", at: 2_000)
        try await stage.agent.transcribe("question_2", "Stop.")
        try await stage.wait("silence", within: .seconds(5)) { Loudspeaker(stage.room).silence(from: start) != nil }
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        try await stage.wait("the warning to go") { try !warnings().contains("dsp/stop_words") }
    }
}

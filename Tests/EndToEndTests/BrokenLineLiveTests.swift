import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// The line to the service breaks, and the person notices as little as can be.
@Suite(.serialized, .timeLimit(.minutes(3))) struct BrokenLineLiveTests {
    @Test func aBrokenLineIsReplacedAtOnce() async throws {
        let stage = try Stage()
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        let broken = microseconds()
        stage.agent.dropLine()
        try await stage.wait("another line") { stage.agent.lines.count == 2 && stage.agent.lines[1].arrivals.count > 5 }
        let again = stage.agent.lines[1].arrivals[0].instant
        #expect(again - broken < 1_000_000)
    }

    /// Nobody is told that the wire is dead, and it comes back: TCP itself carries what waited.
    @Test func aQuestionSurvivesThreeSecondsOfASilentWire() async throws {
        var plan = Stage.Plan()
        plan.isFaulty = true
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        let question = SpeechFixtures.sentences.joined(separator: " ")
        let place = stage.room.inject(try SpeechFixtures.speech(question, rate: 48_000))
        try await stage.wait("the question's first second") { stage.room.heardEnd > place.lowerBound + 48_000 }
        stage.wire?.stallAll(true)
        try await stage.listen(milliseconds: 3_000)
        stage.wire?.stallAll(false)
        try await stage.wait("the question's end", within: .seconds(20)) {
            stage.room.heardEnd > place.upperBound + 48_000
        }
        try await stage.listen(milliseconds: 500)
        #expect(stage.agent.lineCount == 1)
        let whole = try SpeechFixtures.speech(question, rate: 16_000)
        let heard = stage.agent.lines[0].microphone
        let lost = stride(from: 0, to: whole.count - 16_000, by: 16_000).filter { start in
            (Correlation.find(Array(whole[start..<start + 16_000]), in: heard)?.similarity ?? 0) < 0.7
        }
        #expect(lost == [], "of \(whole.count) samples; the line got \(heard.count)")
    }

    @Test func aQuestionSurvivesThreeSecondsWithoutNetwork() async throws {
        let stage = try Stage()
        try await stage.start()
        try await stage.listen(milliseconds: 500)
        let question = SpeechFixtures.sentences.joined(separator: " ")
        let place = stage.room.inject(try SpeechFixtures.speech(question, rate: 48_000))
        try await stage.wait("the question's first second") { stage.room.heardEnd > place.lowerBound + 48_000 }
        try await stage.agent.hearStart("question_1", at: stage.agent.lines[0].microphone.count / 16 - 800)
        stage.agent.vanish()
        try await stage.listen(milliseconds: 3_000)
        try stage.agent.comeBack()
        try await stage.wait("another line", within: .seconds(20)) {
            stage.agent.lines.count == 2 && !stage.agent.lines[1].arrivals.isEmpty
        }
        let whole = try SpeechFixtures.speech(question, rate: 16_000)
        // What was missed comes twice as fast as it was spoken.
        try await stage.wait("the question's end", within: .seconds(30)) {
            stage.agent.lines[1].microphone.count > whole.count + 32_000
        }
        let heard = stage.agent.lines[1].microphone
        // The new service knows nothing of the question's beginning: all of it must come again.
        let lost = stride(from: 0, to: whole.count - 16_000, by: 16_000).filter { start in
            (Correlation.find(Array(whole[start..<start + 16_000]), in: heard)?.similarity ?? 0) < 0.7
        }
        #expect(lost == [], "of \(whole.count) samples; the new line got \(heard.count)")
    }
}

import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// The line is cut in mid-conversation: the service on the box takes over, and hands back when the line is good again.
@Suite(.serialized, .timeLimit(.minutes(3))) struct FallbackLiveTests {
    @Test func theBoxTakesOverWithinThreeSecondsAndHandsBack() async throws {
        let local = try LocalService()
        var plan = Stage.Plan()
        // The time of day is asked of whoever serves; the return is tried sooner than usual.
        plan.settings = "[link]\nreturn_after = \"5s\"\n"
        plan.endpoints = local.endpoint
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.listen(milliseconds: 500)

        let cut = stage.room.playedEnd
        stage.agent.vanish()
        try await stage.wait("the notice at the loudspeaker") { Loudspeaker(stage.room).onset(from: cut) != nil }
        let spoken = try #require(Loudspeaker(stage.room).onset(from: cut))
        #expect((spoken - cut) * 1_000 / stage.room.settings.rate < 3_000)
        let notice = try stage.said(by: "assistant")
        #expect(notice.contains("line"))

        // It does not only speak: it answers.
        try await stage.listen(milliseconds: 3_000)
        _ = stage.room.inject(try SpeechFixtures.speech("What time is it?", voice: .rms, rate: 48_000, decibels: -24))
        #expect(try stage.said(by: "user") == "what time is it")
        let answer = try stage.said(by: "assistant")
        #expect(answer.hasPrefix("It is "), "\(answer)")

        try stage.agent.comeBack()
        try await stage.wait("the first service again", within: .seconds(20)) {
            stage.agent.line.map { $0 > 0 } ?? false
        }
        // What the box heard and said goes along.
        try await stage.wait("the conversation so far") {
            stage.agent.lines.last?.words.contains { Self.isTold("what time is it", in: $0.event) } ?? false
        }
    }

    private static func isTold(_ text: String, in event: ClientEvent) -> Bool {
        guard case .itemCreate(let create) = event, case .message(let message) = create.item else { return false }
        return message.content.contains { $0.words?.text.lowercased().contains(text) ?? false }
    }
}

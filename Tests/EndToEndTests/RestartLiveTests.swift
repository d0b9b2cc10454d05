import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// The daemon ends in mid-conversation, and the next one goes on.
@Suite(.serialized, .timeLimit(.minutes(3))) struct RestartLiveTests {
    /// Tells the agent a name, and hears it said back.
    private func talk(_ stage: Stage) async throws {
        try await stage.agent.hearStart("question_1", at: 0)
        try await stage.agent.hearEnd("question_1", at: 200)
        try await stage.agent.transcribe("question_1", "My name is Ada.")
        try await stage.agent.give(ScriptedAnswer(1, words: "Hello Ada.", samples: tone(milliseconds: 300)))
        _ = try stage.client.next("session.transcript") { message in
            let data = message["params"]?["data"]
            return data?["role"]?.string == "assistant" && data?["final"]?.bool == true
        }
    }

    private func journal(_ stage: Stage) -> String { stage.daemon.stateFolder + "/conversation" }

    private func isWritten(_ text: String, _ stage: Stage) -> Bool {
        readWholeFile(journal(stage)).map { String(decoding: $0, as: UTF8.self).contains(text) } ?? false
    }

    @Test(arguments: [false, true]) func theNextSessionOfTheSameUserGoesOn(politely: Bool) async throws {
        let stage = try Stage()
        try await stage.start()
        try await talk(stage)
        // Another answer is being heard when it happens.
        try await stage.agent.give(
            ScriptedAnswer(2, words: "Let me tell you a story.", samples: tone(milliseconds: 5_000)))
        try await stage.listen(milliseconds: 2_500)
        #expect(fileMode(journal(stage)) == 0o600)
        try stage.restart(politely: politely)
        let lines = stage.agent.lineCount
        try await stage.start()
        #expect(stage.agent.lineCount == lines + 1)
        let told = stage.agent.lines[lines].writings
        #expect(told.prefix(2) == ["My name is Ada.", "Hello Ada."])
        // What was heard of the second answer is known to a daemon that had the time to write it down.
        #expect(told.count == (politely ? 3 : 2))
        if politely { #expect(told.last?.hasPrefix("Let me") == true && told.last != "Let me tell you a story.") }
        // It ends for good, and nothing is left.
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        try await stage.wait("the journal to go") { fileMode(self.journal(stage)) == nil }
    }

    @Test func aKeptSessionGoesOnByItself() async throws {
        let stage = try Stage()
        try await stage.start(["owner": ["on_gone": "keep"]])
        try await talk(stage)
        try await stage.wait("the answer to be written down") { self.isWritten("Hello Ada.", stage) }
        let lines = stage.agent.lineCount
        try stage.restart(politely: false)
        try await stage.wait("the microphone at the service again") {
            stage.agent.lineCount > lines && !(stage.agent.lines.last?.arrivals.isEmpty ?? true)
        }
        #expect(stage.agent.lines[lines].writings == ["My name is Ada.", "Hello Ada."])
        let session = try stage.client.ask("session.status")["session"]?.string
        // Its user can stop it from anywhere.
        try stage.client.ask("session.stop", ["session": .string(session ?? "")])
        try await stage.wait("the journal to go") { fileMode(self.journal(stage)) == nil }
    }

    @Test func nothingIsKeptWhereTheAdminWantsThat() async throws {
        var plan = Stage.Plan()
        plan.settings = "[session]\nresume = false"
        let stage = try Stage(plan)
        try await stage.start()
        try await talk(stage)
        #expect(fileMode(journal(stage)) == nil)
        try stage.restart(politely: false)
        let lines = stage.agent.lineCount
        try await stage.start()
        #expect(stage.agent.lines[lines].writings.isEmpty)
    }
}

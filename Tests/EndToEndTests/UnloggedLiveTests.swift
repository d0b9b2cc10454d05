import ControlProtocol
import DaemonBench
import TestBench
import Testing

/// What must be in no log, at the level that tells the most.
@Suite(.timeLimit(.minutes(1))) struct UnloggedLiveTests {
    @Test func whatAClientSaysForItselfIsNeverLogged() async throws {
        var plan = Stage.Plan()
        plan.settings = "[log]\nlevel = \"debug\"\n"
        let stage = try Stage(plan)
        try await stage.start(["meta": ["note": "sesame-meta"], "ext": ["org.example": "sesame-ext"]])
        try stage.client.ask("session.say", ["session": .string(stage.session), "text": "sesame-text"])
        #expect(throws: ThinClient.Refused.self) {
            try stage.client.ask("session.attach", ["session": .string(stage.session), "lease": "sesame-lease"])
        }
        let summary = try stage.client.ask("session.status", ["session": .string(stage.session)])
        #expect(summary["session"]?.string == stage.session)
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        _ = try stage.client.next("session.state") { $0["params"]?["data"]?["state"] == "ended" }
        try await stage.wait("the session in the log") { stage.daemon.log.contains(stage.session) }
        #expect(!stage.daemon.log.contains("sesame"))
    }
}

import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import WebSocket

/// The daemon ends a session by itself, and says so to whoever owns it.
@Suite(.serialized, .timeLimit(.minutes(2))) struct LostLeaseLiveTests {
    private func loss(_ stage: Stage) throws -> JSONValue? {
        let told = try stage.client.next("lease.lost", seconds: 20)["params"]
        #expect(told?["session"]?.string == stage.session)
        return told?["data"]
    }

    @Test func aSessionThatNobodyUsesIsLost() async throws {
        let stage = try Stage()
        try await stage.start(["idle_timeout_ms": 1_000])
        #expect(try loss(stage) == ["reason": "idle"])
        #expect(try stage.client.ask("daemon.status")["session"]?.object == nil)
    }

    @Test func aSessionThatLastsTooLongIsLost() async throws {
        var plan = Stage.Plan()
        plan.settings = "[session]\nmax_duration = \"2s\""
        let stage = try Stage(plan)
        try await stage.start()
        #expect(try loss(stage) == ["reason": "max_duration"])
    }

    @Test func aSessionThatNoServiceTakesIsLost() async throws {
        let stage = try Stage()
        try await stage.start()
        stage.agent.refuse(HTTPRefusal(status: 401))
        stage.agent.dropLine()
        #expect(try loss(stage)?["reason"]?.string?.hasPrefix("no_service") == true)
    }
}

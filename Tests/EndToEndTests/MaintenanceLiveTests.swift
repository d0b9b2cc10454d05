import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing

/// The admin takes the box for a while: who talks may finish, nobody new is let in, and a restart changes nothing.
@Suite(.timeLimit(.minutes(2))) struct MaintenanceLiveTests {
    private func tool(_ stage: Stage, _ words: String...) throws -> Program.Result {
        try Program.run(
            [try Programs.folder() + "/voicelivectl", "maintenance", "--socket", stage.daemon.socket] + words,
            seconds: 20)
    }

    private func refusal(_ stage: Stage, _ params: JSONValue = [:]) -> String {
        do {
            try stage.client.ask("session.start", params)
            return "none"
        } catch { return "\(error)" }
    }

    private func trouble(_ stage: Stage) throws -> JSONValue? {
        try stage.client.ask("daemon.status")["degraded"]?.array?.first { $0["code"] == "daemon/maintenance" }
    }

    @Test func newSessionsAreRefusedUntilItIsOver() async throws {
        let stage = try Stage()
        try await stage.start()
        let running = stage.session
        #expect(try tool(stage).output == "off\n")
        let on = try tool(stage, "on")
        #expect(on.status == 0 && on.output == "on: new sessions are refused\nsession \(running) still runs\n")
        // Not even for somebody more important: a refused wish ends nobody's session.
        #expect(refusal(stage, ["on_busy": "preempt", "priority": "emergency"]).contains("session/maintenance"))
        #expect(refusal(stage, ["on_busy": "queue"]).contains("session/maintenance"))
        #expect(try stage.client.ask("session.status")["session"]?.string == running)
        #expect(try stage.client.ask("daemon.status")["maintenance"] == true)
        #expect(try trouble(stage)?["hint"]?.string?.contains("voicelivectl maintenance off") == true)
        try await stage.wait("the log to say so") { stage.daemon.log.contains("maintenance begins") }
        // It still talks.
        try stage.client.ask("session.say", ["session": .string(running), "text": "still here"])
        try await stage.wait("the words at the service") {
            stage.agent.lines.last?.writings.contains("still here") == true
        }

        let impatient = try tool(stage, "--wait", "1")
        #expect(impatient.status == 75 && impatient.errors.contains("session \(running) still runs after 1 s"))
        #expect(impatient.errors.contains("voicelivectl session stop \(running)"))
        let patient = try ChildProcess(
            Programs.folder() + "/voicelivectl", ["maintenance", "on", "--wait=60", "--socket", stage.daemon.socket])
        try stage.client.ask("session.stop", ["session": .string(running)])
        #expect(patient.wait(within: .seconds(20)) == .code(0))
        #expect(patient.standardOutput == "on: new sessions are refused\n")
        #expect(refusal(stage).contains("session/maintenance"))

        for politely in [false, true] {
            try stage.restart(politely: politely)
            #expect(refusal(stage).contains("session/maintenance"))
            #expect(try trouble(stage) != nil)
        }
        #expect(try tool(stage, "off").output == "off\n")
        #expect(try trouble(stage) == nil)
        try await stage.start()
        #expect(stage.session.hasPrefix("s-"))
    }

    /// What a daemon would begin by itself is new as well.
    @Test func aKeptSessionDoesNotBeginByItself() async throws {
        let stage = try Stage()
        try await stage.start(["owner": ["on_gone": "keep"]])
        try stage.client.ask("daemon.maintenance", ["on": true])
        try stage.restart(politely: false)
        #expect(try stage.client.ask("session.list")["sessions"]?.array?.isEmpty == true)
        #expect(try stage.client.ask("daemon.maintenance")["on"] == true)
    }

    @Test func onlyOnAndOffAreWords() throws {
        let result = try Program.run(
            [try Programs.folder() + "/voicelivectl", "--socket", "/nonexistent", "maintenance", "maybe"], seconds: 20)
        #expect(result.status == 64 && result.errors.contains("on or off"))
    }
}

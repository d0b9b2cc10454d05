import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing

/// The process that owns a session dies by SIGKILL, so that it says no farewell. What becomes of the session is what it
/// asked for.
@Suite(.serialized, .timeLimit(.minutes(3))) struct OwnerGoneLiveTests {
    /// Another process with a session, which the service hears.
    private struct Owned {
        let stage: Stage
        let owner: ChildProcess
        let session: JSONValue
        let lease: JSONValue
    }

    private func begin(_ policy: String) async throws -> Owned {
        let stage = try Stage()
        try stage.client.ask("events.subscribe", ["topics": [["name": "session.state"]]])
        let line = #"{"id":1,"method":"session.start","params":{"owner":\#(policy)}}"#
        let owner = try ChildProcess(
            try Programs.folder() + "/control-bench", ["client", stage.daemon.socket, line])
        try await stage.wait("the microphone at the service") { stage.agent.lines.last?.arrivals.isEmpty == false }
        try #require(owner.says("\n", within: .seconds(10)))
        let reply = try JSONParser.parse(Array(owner.standardOutput.prefix { $0 != "\n" }.utf8), limits: .reply)
        let result = try #require(reply["result"], "\(owner.standardOutput)")
        return Owned(
            stage: stage, owner: owner, session: try #require(result["session"]), lease: try #require(result["lease"]))
    }

    private func end(_ owned: Owned, seconds: Double = 10) throws -> JSONValue? {
        try owned.stage.client.next("session.state", seconds: seconds) { event in
            event["params"]?["session"] == owned.session && event["params"]?["data"]?["state"] == "ended"
        }["params"]?["data"]
    }

    /// The service still hears the microphone.
    private func expectLife(_ owned: Owned) async throws {
        let heard = owned.stage.agent.lines.last?.arrivals.count ?? 0
        try await owned.stage.wait("more of the microphone") {
            (owned.stage.agent.lines.last?.arrivals.count ?? 0) > heard
        }
        #expect(owned.stage.agent.lines.last?.isOpen == true)
        #expect(owned.stage.agent.lineCount == 1)
        #expect(try owned.stage.client.ask("session.status")["session"] == owned.session)
    }

    @Test func endMeansTheSessionEndsAfterTheGraceTime() async throws {
        let owned = try await begin(#"{"on_gone":"end","grace_ms":1000}"#)
        let killed = microseconds()
        owned.owner.kill()
        #expect(try end(owned) == ["state": "ended", "reason": "owner_gone"])
        let lasted = microseconds() - killed
        #expect(lasted >= 950_000 && lasted < 3_000_000, "\(lasted) µs")
        try await owned.stage.wait("the line to close") { owned.stage.agent.lines.last?.isOpen == false }
        // Sound card, line and journal are free for the next one.
        #expect(try owned.stage.client.ask("daemon.status")["state"] == "idle")
        let journal = owned.stage.daemon.stateFolder + "/conversation"
        try await owned.stage.wait("the journal to go") { fileMode(journal) == nil }
        try await owned.stage.start()
    }

    @Test func theLeaseSavesASessionWithinTheGraceTime() async throws {
        let owned = try await begin(#"{"on_gone":"end","grace_ms":1500}"#)
        owned.owner.kill()
        try owned.stage.client.ask("session.attach", ["session": owned.session, "lease": owned.lease])
        #expect(throws: LineClient.Trouble.self) { try end(owned, seconds: 2.5) }
        try await expectLife(owned)
        try owned.stage.client.ask("session.stop", ["session": owned.session])
        #expect(try end(owned)?["reason"] == "stopped")
    }

    @Test func keepMeansTheSessionGoesOnAndItsUserCanStopIt() async throws {
        let owned = try await begin(#"{"on_gone":"keep","grace_ms":500}"#)
        owned.owner.kill()
        #expect(throws: LineClient.Trouble.self) { try end(owned, seconds: 2) }
        try await expectLife(owned)
        try owned.stage.client.ask("session.stop", ["session": owned.session])
        #expect(try end(owned)?["reason"] == "stopped")
        try await owned.stage.wait("the line to close") { owned.stage.agent.lines.last?.isOpen == false }
    }

    @Test func endAfterResponseMeansThatTheAnswerIsHeardToItsEnd() async throws {
        let owned = try await begin(#"{"on_gone":"end_after_response","grace_ms":200}"#)
        let stage = owned.stage
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(1, samples: tone(milliseconds: 3_000)))
        let loudspeaker = Loudspeaker(stage.room)
        try await stage.wait("the answer to be heard") { loudspeaker.onset(from: start) != nil }
        let onset = try #require(loudspeaker.onset(from: start))
        owned.owner.kill()
        #expect(try end(owned)?["reason"] == "owner_gone")
        let hole = loudspeaker.silence(from: onset, lasting: 200) ?? stage.room.playedEnd
        #expect(hole - onset > 2_900 * 48, "heard \((hole - onset) / 48) ms")
    }
}

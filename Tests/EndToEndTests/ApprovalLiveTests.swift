import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// The service asks for leave to call tools of its own, and clients answer.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ApprovalLiveTests {
    private let stage: Stage

    init() throws {
        var plan = Stage.Plan()
        plan.settings =
            "[tools]\nmcp_approval = \"ask\"\napproval_timeout = \"2s\"\n[access]\ncontroller_users = [65534]"
        stage = try Stage(plan)
    }

    /// A response that ends with a question, as a service tells it. Returns the question as clients see it.
    private func asks(_ approval: String) async throws -> ControlProtocol.JSONValue {
        let response = "resp_\(approval)"
        let request = MCPApprovalRequest(
            id: approval, serverLabel: "calendar", name: "erase", arguments: #"{"title":"Dentist at noon"}"#)
        try await stage.agent.say(.responseCreated(ResponseReport(response: Response(id: response))))
        try await stage.agent.say(
            .outputItemDone(OutputItem(responseID: response, item: .mcpApprovalRequest(request))))
        try await stage.agent.say(
            .responseDone(ResponseReport(response: Response(id: response, status: .completed))))
        return try #require(try question("wanted"))
    }

    private func question(_ state: String) throws -> ControlProtocol.JSONValue? {
        try stage.client.next("session.approval") { $0["params"]?["data"]?["state"]?.string == state }["params"]?[
            "data"]
    }

    /// What the service was told about a question; `nil` when it was not told yet.
    private func verdict(_ approval: String) -> Bool? {
        for word in stage.agent.words {
            if case .itemCreate(let create) = word.event, case .mcpApprovalResponse(let answer) = create.item,
                answer.approvalRequestID == approval
            {
                return answer.approve
            }
        }
        return nil
    }

    private func answer(_ name: String, _ allow: Bool) -> String {
        do {
            try stage.client.ask(
                "session.approve",
                ["session": .string(stage.session), "approval": .string(name), "allow": .bool(allow)])
            return "done"
        } catch { return "\(error)" }
    }

    @Test func aClientAllowsOnceAndTheServiceIsAskedToGoOn() async throws {
        try await stage.start()
        let asked = try await asks("mcpr_1")
        #expect(asked["server"] == "calendar" && asked["tool"] == "erase")
        #expect(asked["arguments"] == ["title": "Dentist at noon"])
        #expect((1...2_000).contains(asked["deadline_ms"]?.wholeNumber ?? 0))
        let name = try #require(asked["approval"]?.string)
        // The service's own name of the question is nobody's business.
        #expect(!name.contains("mcpr_1"))
        let said = try Program.run(
            [
                try Programs.folder() + "/voicelivectl", "session", "approve", name, "--socket", stage.daemon.socket,
            ])
        #expect(said.status == 0 && said.output == "" && said.errors == "", "\(said)")
        try await stage.wait("the answer at the service") { verdict("mcpr_1") == true }
        try await stage.wait("a response to be asked for") {
            stage.agent.words.contains { if case .responseCreate = $0.event { true } else { false } }
        }
        #expect(try question("allowed")?["approval"]?.string == name)
        #expect(answer(name, false).contains("tool/unknown_call"))
        #expect(answer("approval-0", true).contains("tool/unknown_call"))
        #expect(!stage.daemon.log.contains("Dentist"))
    }

    @Test func aClientDenies() async throws {
        try await stage.start()
        let name = try #require(try await asks("mcpr_2")["approval"]?.string)
        #expect(answer(name, false) == "done")
        try await stage.wait("the answer at the service") { verdict("mcpr_2") == false }
        #expect(try question("denied")?["approval"]?.string == name)
    }

    /// The line breaks while the question is open: it lapses, which is said, and an answer to it is refused.
    @Test func aLineThatBreaksTakesTheQuestionAlong() async throws {
        try await stage.start()
        let name = try #require(try await asks("mcpr_5")["approval"]?.string)
        stage.agent.dropLine()
        #expect(try question("gone")?["approval"]?.string == name)
        let refusal = answer(name, true)
        #expect(refusal.contains("tool/unknown_call") && refusal.contains("is gone"), "\(refusal)")
        // What the person wanted is asked for on the new line, and with it the question.
        try await stage.wait("the new line to be asked") {
            stage.agent.lines.count == 2
                && stage.agent.words.contains { if case .responseCreate = $0.event { true } else { false } }
        }
        let again = try #require(try await asks("mcpr_6")["approval"]?.string)
        #expect(again != name && answer(again, true) == "done")
        try await stage.wait("the answer at the service") { verdict("mcpr_6") == true }
        #expect(verdict("mcpr_5") == nil)
    }

    @Test func nobodyAnswersAndThatIsANo() async throws {
        try await stage.start()
        let name = try #require(try await asks("mcpr_3")["approval"]?.string)
        #expect(try question("timed_out")?["approval"]?.string == name)
        try await stage.wait("the answer at the service") { verdict("mcpr_3") == false }
        #expect(answer(name, true).contains("tool/timeout"))
    }

    @Test(.enabled(if: getuid() == 0, "needs another user, so root"))
    func whoDoesNotOwnTheSessionIsNotAsked() async throws {
        try await stage.start()
        try stage.daemon.openToOtherUsers()
        let name = try #require(try await asks("mcpr_4")["approval"]?.string)
        let line =
            #"{"id":1,"method":"session.approve","params":{"session":"\#(stage.session)","approval":"\#(name)","allow":true}}"#
        let reply = try Python.asUser(65_534, groups: [], stage.daemon.socket, send: [line]).first
        #expect(reply?["error"]?["data"]?["code"] == "auth/not_owner")
        #expect(verdict("mcpr_4") != true)
    }
}

import ControlProtocol
import Conversation
import Testing

@testable import voicelived

@Suite struct ApprovalDeskTests {
    private let desk = ApprovalDesk()

    private func request(_ approval: ApprovalID, arguments: PrivateText = #"{"a":1}"#) -> ApprovalRequest {
        ApprovalRequest(approval: approval, server: "depot", tool: "lookup", arguments: arguments)
    }

    private func refusal(_ name: String) -> ErrorName? {
        do {
            _ = try desk.take(name)
            return nil
        } catch { return error.name }
    }

    @Test func theFirstAnswerTakesTheQuestion() throws {
        let name = desk.ask(request("m1"))
        #expect(try desk.take(name) == "m1")
        #expect(refusal(name) == .unknownCall)
        #expect(desk.settled("m1", .allowed)?.name == name)
        #expect(refusal(name) == .unknownCall)
        #expect(desk.settled("m1", .allowed) == nil)
    }

    @Test func namesAreNeverUsedAgain() {
        let first = desk.ask(request("m1"))
        _ = desk.settled("m1", .gone)
        let second = desk.ask(request("m1"))
        #expect(first != second)
        #expect(refusal(first) == .unknownCall)
        #expect(refusal(second) == nil)
    }

    @Test func afterTheDeadlineTheAnswerSaysSo() {
        let name = desk.ask(request("m1"))
        _ = desk.settled("m1", .timedOut)
        #expect(refusal(name) == .toolTimeout)
    }

    @Test func whatWasNeverAskedIsUnknown() {
        #expect(refusal("approval-0") == .unknownCall)
    }

    @Test func argumentsThatAreNoObjectAreLeftOut() {
        for text in ["[1]", "oops", "", "{\"a\":1,}"] as [PrivateText] {
            #expect(SessionApproval("n", request("m", arguments: text), .wanted).arguments == nil)
        }
        #expect(SessionApproval("n", request("m"), .wanted).arguments == JSONObject([.init(name: "a", value: 1)]))
    }

    @Test func namesOfServersAreCut() {
        let long = ApprovalRequest(
            approval: "m", server: String(repeating: "s", count: 5_000), tool: "t", arguments: "{}")
        #expect(SessionApproval("n", long, .wanted).server.utf8.count <= 260)
    }
}

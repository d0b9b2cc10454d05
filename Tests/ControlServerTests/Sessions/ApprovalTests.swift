import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Who sees what the service asks leave for, and who may answer.
@Suite struct ApprovalTests {
    private var desk = CoreDesk { $0.access.users = [1: .controller, 2: .controller, 3: .observer, 4: .admin] }
    private let owner: ConnectionID
    private let other: ConnectionID
    private let observer: ConnectionID
    private let admin: ConnectionID

    init() throws {
        owner = desk.connect(uid: 1)
        other = desk.connect(uid: 2)
        observer = desk.connect(uid: 3)
        admin = desk.connect(uid: 4)
        desk.say(owner, #"{"id":1,"method":"session.start"}"#)
        desk.beginAll()
        _ = try desk.lines(owner)
    }

    private let answer =
        #"{"id":2,"method":"session.approve","params":{"session":"s-1","approval":"approval-1","allow":true}}"#

    @Test mutating func theOwnerAndAdminsMayAnswer() throws {
        desk.say(owner, answer)
        desk.say(admin, answer)
        #expect(desk.asked.map(\.client.connection) == [owner, admin])
        for (request, _) in desk.asked {
            guard case .sessionApprove(let call) = request else {
                Issue.record("\(request)")
                return
            }
            #expect(call.params.approval == "approval-1" && call.params.allow)
        }
    }

    @Test mutating func nobodyElseMay() throws {
        #expect(try desk.ask(other, answer)["error"]?["data"]?["code"] == "auth/not_owner")
        #expect(try desk.ask(observer, answer)["error"]?["data"]?["code"] == "auth/role")
        #expect(desk.asked.isEmpty)
    }

    @Test mutating func aQuestionIsForThoseWhoMayAnswer() throws {
        let follow = #"{"id":3,"method":"events.subscribe","params":{"topics":[{"name":"session.approval"}]}}"#
        #expect(try desk.ask(observer, follow)["error"]?["data"]?["code"] == "auth/topic")
        for client in [owner, other, admin] { _ = try desk.ask(client, follow) }
        desk.publish(SessionApproval.example, session: "s-1")
        #expect(try desk.lines(owner).map { $0["params"]?["data"]?["state"] } == ["wanted"])
        #expect(try desk.lines(admin).count == 1)
        #expect(try desk.lines(other).isEmpty)
        #expect(try desk.lines(observer).isEmpty)
    }
}

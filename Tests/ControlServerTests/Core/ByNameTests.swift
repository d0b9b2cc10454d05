import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Methods and topics by their names on the wire, and who may use them.
@Suite struct ByNameTests {
    private let tools =
        #"{"id":1,"method":"tool.register","params":{"tools":[{"name":"open_door","description":"d","parameters":{"type":"object"},"timeout_ms":1000},{"name":"close_door","description":"d","parameters":{"type":"object"}}]}}"#

    private func subscribe(_ topic: String) -> String {
        #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"\#(topic)"}]}}"#
    }

    private func code(_ reply: JSONValue) -> String? { reply["error"]?["data"]?["code"]?.string }

    // MARK: lease.lost

    @Test func theOwnerLearnsOnceWhoTookItsSession() throws {
        for follows in [false, true] {
            var desk = CoreDesk {
                $0.access.users = [1: .controller, 2: .controller, 3: .observer]
                $0.access.priorityOfUser = [2: .vehicle]
            }
            let owner = desk.connect(uid: 1)
            let winner = desk.connect(uid: 2)
            let watcher = desk.connect(uid: 3)
            _ = try desk.lines(watcher, after: subscribe("lease.lost"))
            _ = try desk.lines(winner, after: #"{"id":1,"method":"rpc.hello","params":{"client":{"name":"car"}}}"#)
            if follows { _ = try desk.lines(owner, after: subscribe("lease.lost")) }
            desk.say(owner, #"{"id":2,"method":"session.start"}"#)
            desk.beginAll()
            let session = try desk.lines(owner).last?["result"]?["session"]
            _ = try desk.lines(winner, after: #"{"id":2,"method":"session.start","params":{"on_busy":"preempt"}}"#)
            for who in [owner, watcher] {
                let told = try desk.lines(who).filter { $0["method"] == "lease.lost" }.map { $0["params"] }
                #expect(told.map { $0?["session"] } == [session])
                #expect(told.map { $0?["data"] } == [["by": "car", "reason": "preempted"]])
            }
        }
    }

    @Test func whoeverGaveUpWaitingLosesItsLeaseToNobody() throws {
        var desk = CoreDesk()
        let owner = desk.connect()
        desk.say(owner, #"{"id":1,"method":"session.start"}"#)
        desk.beginAll()
        let waiting = desk.connect()
        _ = try desk.lines(
            waiting, after: #"{"id":1,"method":"session.start","params":{"on_busy":"queue","queue_timeout_ms":1000}}"#)
        desk.wake(at: 999)
        #expect(try desk.lines(waiting).isEmpty)
        desk.wake(at: 1_000)
        #expect(try desk.lines(waiting).map { $0["params"]?["data"] } == [["reason": "queue_timeout"]])
    }

    // MARK: tool.unregister, tool.progress

    @Test func aWithdrawnToolIsGoneAndItsOpenCallFails() throws {
        var desk = CoreDesk()
        let car = desk.connect()
        let other = desk.connect()
        _ = try desk.lines(car, after: tools)
        desk.core.toolCalled("t-1", tool: "open_door", arguments: "{}", session: "s-1", now: 0)
        _ = try desk.lines(car)
        #expect(try desk.ask(other, #"{"id":2,"method":"tool.unregister"}"#)["result"]?["removed"] == [])
        let named = #"{"id":2,"method":"tool.unregister","params":{"tools":[{"name":"open_door"},{"name":"none"}]}}"#
        #expect(try desk.ask(car, named)["result"]?["removed"] == [["name": "open_door"]])
        let failures = desk.orders.compactMap { order -> String? in
            guard case .toolAnswered("t-1", .failure(let code, _)) = order else { return nil }
            return code
        }
        #expect(failures == ["tool/gone"])
        let left = desk.orders.compactMap { order -> [String]? in
            guard case .toolsChanged(let all) = order else { return nil }
            return all.map(\.name)
        }
        #expect(left.last == ["close_door"])
        let late = #"{"id":3,"method":"tool.result","params":{"call":"t-1","output":"x"}}"#
        #expect(code(try desk.ask(car, late)) == "tool/unknown_call")
        // All that are left, when none is named; and nothing the second time.
        let all = #"{"id":4,"method":"tool.unregister"}"#
        #expect(try desk.ask(car, all)["result"]?["removed"] == [["name": "close_door"]])
        #expect(try desk.ask(car, all)["result"]?["removed"] == [])
    }

    @Test func progressIsToldToSubscribersAndGivesTimeOnce() throws {
        var desk = CoreDesk()
        let car = desk.connect()
        let watcher = desk.connect()
        _ = try desk.lines(watcher, after: subscribe("tool.progress"))
        _ = try desk.lines(car, after: tools)
        desk.core.toolCalled("t-1", tool: "open_door", arguments: "{}", session: "s-1", now: 0)
        _ = try desk.lines(car)
        let progress = #"{"id":2,"method":"tool.progress","params":{"call":"t-1","text":"asking the car"}}"#
        desk.time = 900_000
        #expect(try desk.ask(car, progress)["result"]?["deadline_ms"] == 1_000)
        let told = try desk.lines(watcher).last?["params"]
        #expect(told?["session"] == "s-1")
        #expect(told?["data"] == ["call": "t-1", "name": "open_door", "text": "asking the car"])
        desk.time = 1_800_000
        #expect(try desk.ask(car, progress)["result"]?["deadline_ms"] == 100)
        #expect(code(try desk.ask(watcher, progress)) == "auth/not_owner")
        desk.wake(at: 1_900)
        #expect(try desk.lines(car).map { $0["method"] } == ["tool.cancel"])
        #expect(code(try desk.ask(car, progress)) == "tool/timeout")
    }

    // MARK: What the daemon serves

    @Test func onlyTheOwnerPutsOffTheIdleTimeout() throws {
        var desk = CoreDesk { $0.access.users = [1: .controller, 2: .controller] }
        let owner = desk.connect(uid: 1)
        desk.say(owner, #"{"id":1,"method":"session.start"}"#)
        desk.beginAll()
        let session = try #require(try desk.lines(owner).last?["result"]?["session"]?.string)
        let touch = #"{"id":2,"method":"session.touch","params":{"session":"\#(session)"}}"#
        let stranger = desk.connect(uid: 2)
        #expect(code(try desk.ask(stranger, touch)) == "auth/not_owner")
        let none = #"{"id":2,"method":"session.touch","params":{"session":"s-99"}}"#
        #expect(code(try desk.ask(owner, none)) == "session/unknown")
        #expect(desk.asked.isEmpty)
        desk.say(owner, touch)
        guard case .sessionTouch(let call)? = desk.asked.first?.request else {
            Issue.record("the daemon was not asked")
            return
        }
        #expect(call.params.session == session)
    }

    @Test(arguments: [
        ("link.kick", "", Role.controller), ("config.check", "", .admin), ("job.status", #""job":"j-1""#, .admin),
        ("job.cancel", #""job":"j-1""#, .admin), ("tool.unregister", "", .controller),
    ])
    func whoeverMayNotIsRefused(method: String, params: String, role: Role) throws {
        var desk = CoreDesk { $0.access.users = [1: .observer, 2: .controller, 3: .admin] }
        let roles: [(UInt32, Role)] = [(1, .observer), (2, .controller), (3, .admin)]
        for (uid, own) in roles {
            let client = desk.connect(uid: uid)
            let reply = try desk.ask(client, #"{"id":1,"method":"\#(method)","params":{\#(params)}}"#)
            #expect((code(reply) == "auth/role") == (own < role), "\(own)")
        }
    }
}

import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Who is told that a session is lost, and why. Times are milliseconds of virtual time.
@Suite struct LostLeaseTests {
    private var desk = CoreDesk { $0.access.users = [1: .controller, 2: .controller, 3: .admin] }
    private let owner: ConnectionID
    private let other: ConnectionID
    private let admin: ConnectionID

    init() throws {
        owner = desk.connect(uid: 1)
        other = desk.connect(uid: 2)
        admin = desk.connect(uid: 3)
    }

    private mutating func start(_ client: ConnectionID, _ params: String = "{}") throws -> JSONValue? {
        desk.say(client, #"{"id":1,"method":"session.start","params":\#(params)}"#)
        desk.beginAll()
        return try desk.lines(client).last?["result"]
    }

    private mutating func losses(_ client: ConnectionID) throws -> [JSONValue?] {
        try desk.lines(client).filter { $0["method"] == "lease.lost" }.map { $0["params"] }
    }

    private mutating func end(_ session: String, _ reason: String?, error: String? = nil) {
        desk.publish(SessionState(state: .ended, reason: reason, error: error), session: session)
    }

    @Test(arguments: ["idle", "max_duration", "budget_session", "no_service: denied", "stopped"])
    mutating func theOwnerIsToldWhyTheDaemonEndedItsSession(reason: String) throws {
        _ = try start(owner)
        end("s-1", reason)
        let told = try losses(owner)
        #expect(told.map { $0?["session"] } == ["s-1"])
        #expect(told.map { $0?["data"] } == [["reason": .string(reason)]])
        #expect(try losses(other).isEmpty)
    }

    @Test mutating func theNameOfTheErrorIsTold() throws {
        _ = try start(owner)
        end("s-1", "failed", error: "audio/no_device")
        #expect(try losses(owner).first??["data"] == ["reason": "failed", "error": "audio/no_device"])
    }

    @Test mutating func anEndWithoutAReasonIsCalledAnEnd() throws {
        _ = try start(owner)
        end("s-1", nil)
        #expect(try losses(owner).first??["data"] == ["reason": "ended"])
    }

    @Test mutating func whoeverFollowsIsToldOnceAndOthersThatFollowToo() throws {
        let follow = #"{"id":2,"method":"events.subscribe","params":{"topics":[{"name":"lease.lost"}]}}"#
        for client in [owner, other] { _ = try desk.ask(client, follow) }
        _ = try start(owner)
        end("s-1", "idle")
        #expect(try losses(owner).count == 1)
        #expect(try losses(other).count == 1)
    }

    @Test mutating func theOwnerIsToldBeforeItsConnectionCloses() throws {
        _ = try start(owner)
        desk.core.inputEnded(owner, now: desk.time)
        #expect(desk.closed.isEmpty)
        end("s-1", "idle")
        #expect(desk.closed == [owner])
        #expect(try losses(owner).count == 1)
    }

    @Test mutating func whoStopsItsOwnSessionIsNotTold() throws {
        _ = try start(owner)
        desk.say(owner, #"{"id":2,"method":"session.stop","params":{"session":"s-1"}}"#)
        end("s-1", "stopped")
        #expect(try losses(owner).isEmpty)
    }

    @Test mutating func whoWasToldByWhomIsNotToldAgain() throws {
        _ = try start(owner)
        desk.say(admin, #"{"id":2,"method":"rpc.hello","params":{"client":{"name":"root"}}}"#)
        desk.say(admin, #"{"id":3,"method":"session.stop","params":{"session":"s-1"}}"#)
        end("s-1", "stopped")
        #expect(try losses(owner).map { $0?["data"] } == [["by": "root", "reason": "stopped"]])
    }

    @Test mutating func aNewOwnerOfASessionThatEndsIsTold() throws {
        let started = try start(owner, #"{"owner":{"grace_ms":0}}"#)
        let lease = started?["lease"]?.string ?? ""
        desk.leave(owner)
        desk.wake(at: 1)
        #expect(desk.orders == [.endSession("s-1", because: .ownerGone, drain: .now)])
        let attach = #"{"id":1,"method":"session.attach","params":{"session":"s-1","lease":"\#(lease)"}}"#
        _ = try desk.ask(other, attach)
        end("s-1", "owner_gone")
        #expect(try losses(other).map { $0?["data"] } == [["reason": "owner_gone"]])
    }

    @Test mutating func aSessionThatAnotherDaemonGoesOnWithIsNotLost() throws {
        _ = try start(owner)
        end("s-1", SessionState.suspended)
        #expect(try losses(owner).isEmpty)
    }

    @Test mutating func aSessionThatNeverBeganIsRefusedNotLost() throws {
        desk.say(owner, #"{"id":1,"method":"session.start"}"#)
        desk.refuseBeginnings(ControlError(.offline, "no network"))
        let lines = try desk.lines(owner)
        #expect(lines.map { $0["error"]?["data"]?["code"] } == ["link/offline"])
    }

    /// Its lease was given when it was queued.
    @Test mutating func aQueuedSessionThatCannotBeginIsLost() throws {
        _ = try start(owner)
        _ = try start(other, #"{"on_busy":"queue"}"#)
        end("s-1", "idle")
        desk.refuseBeginnings(ControlError(.offline, "no network"))
        let told = try losses(other)
        #expect(told.map { $0?["session"] } == ["s-2"])
        #expect(told.map { $0?["data"] } == [["reason": "failed", "error": "link/offline"]])
    }

    @Test mutating func aQueuedSessionThatAnAdminStopsIsLost() throws {
        _ = try start(owner)
        _ = try start(other, #"{"on_busy":"queue"}"#)
        desk.say(admin, #"{"id":2,"method":"session.stop","params":{"session":"s-2"}}"#)
        #expect(try losses(other).map { $0?["data"] } == [["by": "uid 3", "reason": "stopped"]])
        #expect(try losses(owner).isEmpty)
    }
}

import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// What may wait for all clients, and for all of one user: 8 MiB and 2 MiB. Whoever has most waiting goes first.
@Suite struct QueueTotalsTests {
    private let subscribe = #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"session.transcript"}]}}"#

    private func desk(users: ClosedRange<UInt32>) -> CoreDesk {
        CoreDesk { $0.access.users = Dictionary(uniqueKeysWithValues: users.map { ($0, .admin) }) }
    }

    private func publish(_ desk: inout CoreDesk, times: Int = 1) {
        let line = SessionTranscript(role: .user, item: "i", text: String(repeating: "x", count: 4_000), isFinal: true)
        for _ in 0..<times { desk.publish(line, session: "s-1") }
    }

    /// Bytes that wait for the clients of these users, as `watcher` is told.
    private func waiting(_ desk: inout CoreDesk, _ watcher: ConnectionID, for users: ClosedRange<Int>) throws -> Int {
        let all = try desk.ask(watcher, #"{"id":1,"method":"daemon.clients"}"#)["result"]?["clients"]?.array ?? []
        let own = all.filter { users.contains($0["uid"]?.wholeNumber.map(Int.init) ?? -1) }
        return own.reduce(0) { $0 + ($1["queue_bytes"]?.wholeNumber.map(Int.init) ?? 0) }
    }

    /// Bytes that waited for these users before the one event that was too much.
    private func publishUntilSomebodyGoes(
        _ desk: inout CoreDesk, _ watcher: ConnectionID, for users: ClosedRange<Int>
    ) throws -> Int {
        var before = 0
        while desk.closed.isEmpty {
            before = try waiting(&desk, watcher, for: users)
            publish(&desk)
        }
        return before
    }

    @Test func aUsersClientsShareTwoMegabytes() throws {
        var desk = desk(users: 1...2)
        let watcher = desk.connect()
        let first = desk.connect(uid: 1)
        let stranger = desk.connect(uid: 2)
        for client in [first, stranger] { _ = try desk.lines(client, after: subscribe) }
        publish(&desk, times: 20)
        let others = [desk.connect(uid: 1), desk.connect(uid: 1)]
        for client in others { _ = try desk.lines(client, after: subscribe) }
        let before = try publishUntilSomebodyGoes(&desk, watcher, for: 1...1)
        #expect(before <= 2_097_152)
        #expect(before > 2_097_152 - 15_000)
        // The one for whom most waited, not the other user's, for whom as much did.
        #expect(desk.closed == [first])
        #expect(try desk.lines(first).map { $0["error"]?["code"] } == [1_008])
        publish(&desk, times: 10)
        #expect(desk.closed == [first])
        for client in others + [stranger] {
            #expect(try desk.lines(client).allSatisfy { $0["method"] == "session.transcript" })
        }
    }

    @Test func allClientsShareEightMegabytes() throws {
        var desk = desk(users: 1...12)
        let watcher = desk.connect()
        let first = desk.connect(uid: 1)
        _ = try desk.lines(first, after: subscribe)
        publish(&desk, times: 20)
        let others = (2...12).map { desk.connect(uid: $0) }
        for client in others { _ = try desk.lines(client, after: subscribe) }
        let before = try publishUntilSomebodyGoes(&desk, watcher, for: 1...12)
        #expect(before <= 8_388_608)
        #expect(before > 8_388_608 - 60_000)
        #expect(desk.closed == [first])
        #expect(try desk.lines(first).map { $0["error"]?["code"] } == [1_008])
    }

    /// Sound counts as well: eight taps on each of eight connections are more than one user may let wait.
    @Test func tapsCountAmongThem() throws {
        var desk = desk(users: 1...1)
        let clients = (0..<8).map { _ in desk.connect(uid: 1) }
        let points = TapPoint.allCases.prefix(7)
        for client in clients {
            for point in points {
                desk.say(client, #"{"id":1,"method":"tap.open","params":{"point":"\#(point.rawValue)","rate":48000}}"#)
            }
        }
        desk.openAllTaps()
        for number in 0..<25 as Range<Int64> {
            for point in points {
                desk.core.delivered(
                    TapFrame(
                        stream: TappedStream(point: point, format: .pcm16, rate: 48_000), offset: number * 960,
                        bytes: [UInt8](repeating: 0, count: 1_920), durationMicroseconds: 20_000), now: 0)
            }
        }
        desk.wake(at: 0)
        #expect(!desk.closed.isEmpty)
        #expect(desk.closed.count < 8)
    }

    /// It takes a little all the time, and never catches up.
    @Test func aReaderOfAByteASecondIsClosedWith1008() throws {
        var desk = desk(users: 1...1)
        let client = desk.connect(uid: 1)
        _ = try desk.lines(client, after: subscribe)
        publish(&desk, times: 80)
        var second: Int64 = 0
        while desk.closed.isEmpty, second < 20 {
            var taken: [UInt8] = []
            // A line goes to the socket at a time, and its bytes from there one by one.
            if second % 4 == 0 { desk.core.fill(&taken, for: client, upTo: 1) }
            second += 1
            desk.wake(at: second * 1_000)
        }
        #expect(desk.closed == [client])
        #expect(second == 5)
        #expect(try desk.lines(client).map { $0["error"]?["code"] } == [1_008])
    }

    /// Taps, events and replies: what waited for a client goes with it.
    @Test func whatWaitedForAClientGoesWithIt() throws {
        var desk = desk(users: 1...4)
        let watcher = desk.connect()
        let clients = (1...4).map { desk.connect(uid: $0) }
        for client in clients {
            desk.say(client, subscribe)
            desk.say(client, #"{"id":2,"method":"tap.open","params":{"point":"mic.raw","rate":48000}}"#)
            desk.say(client, #"{"id":3,"method":"audio.devices"}"#)
        }
        desk.say(clients[0], #"{"id":4,"method":"session.start"}"#)
        desk.say(clients[1], #"{"id":4,"method":"session.start","params":{"on_busy":"queue"}}"#)
        desk.beginAll()
        desk.openAllTaps()
        publish(&desk, times: 40)
        #expect(try waiting(&desk, watcher, for: 1...4) > 4 * 160_000)
        for client in clients { desk.leave(client) }
        desk.wake(at: 4_000)
        desk.publish(SessionState(state: .ended, reason: "owner_gone"), session: "s-1")
        #expect(try waiting(&desk, watcher, for: 1...4) == 0)
        #expect(desk.core.clientCount == 1)
        #expect(desk.questions.isEmpty)
        #expect(desk.orders.contains { if case .closeTap = $0 { true } else { false } })
        #expect(desk.core.nextWake == nil)
    }

    private func makeSlow(_ desk: inout CoreDesk, uid: UInt32) throws -> ConnectionID {
        let client = desk.connect(uid: uid)
        _ = try desk.lines(client, after: subscribe)
        publish(&desk, times: 300)
        return client
    }

    private func slow(_ desk: CoreDesk) -> [(ConnectionID, isNews: Bool)] {
        desk.observations.compactMap { note in
            if case .slowClient(let id, _, let isNews) = note { (id, isNews) } else { nil }
        }
    }

    @Test func slowClientsAreAllCountedAndLoggedOnceAMinuteForEachUser() throws {
        var desk = desk(users: 1...2)
        var clients = [try makeSlow(&desk, uid: 1), try makeSlow(&desk, uid: 1)]
        desk.time = 59_999_000
        clients.append(try makeSlow(&desk, uid: 1))
        clients.append(try makeSlow(&desk, uid: 2))
        desk.time = 60_000_000
        clients.append(try makeSlow(&desk, uid: 1))
        #expect(desk.closed == clients)
        #expect(slow(desk).map(\.0) == clients)
        #expect(slow(desk).map(\.isNews) == [true, false, false, true, true])
    }
}

import ControlProtocol
import ControlTestSupport
import DaemonBench
import TestBench
import Testing

/// Too many clients, and clients that behave badly, at the real daemon: its limits hold while they are there, and five
/// seconds after they left it is as it was before they came.
@Suite(.serialized, .timeLimit(.minutes(3))) struct CrowdLiveTests {
    private static let ping = #"{"id":1,"method":"rpc.ping"}"#
    private static let follow = #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#
    private static let discover = #"{"id":2,"method":"rpc.discover"}"#
    /// What may wait for all clients of one user, and the last words for those who were turned out.
    private static let queueLimit = 2_097_152 + 16_384

    /// What can be counted of the daemon, as the only client left sees it.
    private struct Level: Equatable {
        var descriptors: Int
        var connections = 0
        var waitingBytes = 0
        var subscriptions = 0
    }

    private let daemon: DaemonProcess
    private let watcher: ThinClient

    private static let places = 200

    init() throws {
        daemon = try DaemonProcess(
            """
            max_clients = \(Self.places)
            max_clients_per_user = \(Self.places)
            requests_per_second = 100000
            [audio]
            server = "unix:/nonexistent/native"

            """)
        watcher = try daemon.client()
    }

    private func level() throws -> Level {
        let clients = try watcher.ask("daemon.clients")["clients"]?.array ?? []
        func sum(_ name: String) -> Int { clients.reduce(0) { $0 + Int($1[name]?.wholeNumber ?? 0) } }
        return Level(
            descriptors: try #require(ProcessFigures.descriptors(daemon.child.pid)), connections: clients.count,
            waitingBytes: sum("queue_bytes"), subscriptions: sum("subs"))
    }

    /// The level when nobody but the watcher is left, at most five seconds after the others went.
    private func quietLevel() throws -> Level {
        var now = try level()
        let isQuiet = try becomesTrue(within: .seconds(5)) {
            now = try level()
            return now == Level(descriptors: now.descriptors, connections: 1)
        }
        try #require(isQuiet, "\(now)")
        return now
    }

    /// They do `what`, and go; each time the level is the one before, and memory nearly so. What the daemon once needs at
    /// most it may keep, and it opens some files after its start; what leaks grows with each round.
    private func expectSameLevel(after what: () throws -> Void) throws {
        _ = try quietLevel()
        try what()
        let before = try quietLevel()
        let memory = MemoryUse.anonymous(of: daemon.child)
        for _ in 0..<2 {
            try what()
            let after = try quietLevel()
            #expect(after == before)
        }
        let grown = MemoryUse.anonymous(of: daemon.child) - memory
        #expect(grown < 8_192, "\(grown) KB")
    }

    @Test func aCrowdOfConnectionsLeavesNothingBehind() throws {
        try expectSameLevel {
            var inside: [LineClient] = []
            var refused = 0
            for number in 0..<300 {
                let client = try LineClient(daemon.socket)
                client.send(line: number % 2 == 0 ? Self.ping : Self.follow)
                if try client.read()?["error"]?["code"] == 1_006 {
                    refused += 1
                } else {
                    inside.append(client)
                }
            }
            // The watcher is one of them.
            #expect(inside.count == Self.places - 1 && refused == 300 - inside.count)
            #expect(try level().connections == Self.places)
            #expect(try level().subscriptions == inside.count / 2)
        }
    }

    @Test func clientsThatComeAndDieLeaveNothingBehind() throws {
        try expectSameLevel {
            for number in 0..<1_000 {
                let visitor = try LineClient(daemon.socket)
                switch number % 4 {
                case 0: visitor.send(Array(#"{"id":1,"meth"#.utf8))
                case 1: visitor.send(line: Self.follow)
                case 2: visitor.send(line: Self.discover)
                default: break
                }
            }
        }
    }

    @Test func aFloodOfRequestsLeavesNothingBehind() throws {
        try expectSameLevel {
            let batch = Array(String(repeating: Self.ping + "\n", count: 100).utf8)
            let flooders = try (0..<10).map { _ in try LineClient(daemon.socket) }
            for _ in 0..<20 {
                for client in flooders { client.send(batch) }
                #expect(try level().waitingBytes <= Self.queueLimit)
                for client in flooders { try client.skipLines(100) }
            }
        }
    }
}

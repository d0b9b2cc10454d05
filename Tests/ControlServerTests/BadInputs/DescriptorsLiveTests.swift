import ControlProtocol
import ControlServer
import ControlTestSupport
import Glibc
import Testing

/// Descriptors of the whole process, so each test has a process of its own.
@Suite struct DescriptorsLiveTests {
    @Test func withoutDescriptorsEveryCallerIsToldAndNothingSpins() throws {
        let host = try ServerProcess(descriptors: 64)
        let inside = try LineClient(host.path)
        #expect(try inside.ask(#"{"id":1,"method":"rpc.ping"}"#)["id"] == 1)
        var callers: [LineClient] = []
        var refused = 0
        for _ in 0..<100 {
            let caller = try LineClient(host.path)
            callers.append(caller)
            let reply = try caller.ask(#"{"id":1,"method":"rpc.ping"}"#)
            if reply["error"]?["code"] == 1_006 { refused += 1 }
        }
        #expect(refused > 30 && refused < 70)
        #expect(try inside.ask(#"{"id":2,"method":"rpc.ping"}"#)["id"] == 2)
        let before = try host.processorSeconds()
        usleep(500_000)
        #expect(try host.processorSeconds() - before < 0.1)
        callers.removeAll()
        #expect(try inside.ask(#"{"id":3,"method":"rpc.ping"}"#)["id"] == 3)
        #expect(try LineClient(host.path).ask(#"{"id":4,"method":"rpc.ping"}"#)["id"] == 4)
    }

    @Test func descriptorsThatClientsSendAreClosed() async {
        await #expect(processExitsWith: .success) {
            let live = try LiveServer()
            let client = try live.client()
            _ = try client.ask(#"{"id":1,"method":"rpc.ping"}"#)
            let before = Descriptors.count()
            let reply = try Python.run(
                """
                import socket, sys, os
                s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
                fds = [os.open("/dev/null", os.O_RDONLY) for _ in range(253)]
                for byte in b'{"id":1,"method":"rpc.ping"}\\n':
                    socket.send_fds(s, [bytes([byte])], fds)
                print(s.recv(4096).decode().strip())
                """, [live.path])
            try exitUnless(reply.contains("mono_us"))
            _ = try client.ask(#"{"id":1,"method":"rpc.ping"}"#)
            try exitUnless(Descriptors.count() <= before + 1)
        }
    }

    /// All that a stranger can send, from many connections again and again: five seconds later nothing of it is left.
    @Test func badInputLeavesNoMemoryBehind() throws {
        let host = try ServerProcess()
        let lines = [
            "{\"a\":1,}", "[1]", String(repeating: "[", count: 60_000), "GET / HTTP/1.1\r", "\u{16}\u{3}",
            "{\"id\":\"" + String(repeating: "i", count: 60_000) + "\"}", String(repeating: "a", count: 100_000),
            #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"*"}]}}"#,
            #"{"id":1,"method":"rpc.discover"}"#,
        ]
        func storm() throws {
            let clients = try (0..<100).map { _ in try LineClient(host.path) }
            for client in clients { for line in lines.shuffled() { client.send(line: line) } }
        }
        // What the process once needs at most is its level; it may keep that.
        try storm()
        let before = try host.residentKilobytes()
        for _ in 0..<10 { try storm() }
        let ping = try LineClient(host.path)
        let deadline = LineClient.now + 5
        var above = Int.max
        while above > 2_048, LineClient.now < deadline {
            _ = try ping.ask(#"{"id":1,"method":"rpc.ping"}"#)
            above = try host.residentKilobytes() - before
        }
        #expect(above <= 2_048)
    }

    @Test func tenThousandConnectionsThatDieLeaveNothingBehind() async {
        await #expect(processExitsWith: .success) {
            let live = try LiveServer()
            let client = try live.client()
            _ = try client.ask(#"{"id":1,"method":"rpc.ping"}"#)
            let before = Descriptors.count()
            for count in 0..<10_000 {
                let visitor = try live.client()
                if count % 3 == 0 { visitor.send(Array("{\"id\":1,".utf8)) }
                if count % 3 == 1 { visitor.send(line: #"{"id":1,"method":"session.start"}"#) }
                visitor.hangUp()
            }
            let deadline = LineClient.now + 30
            while Descriptors.count() > before, LineClient.now < deadline {
                // Slowly enough not to be taken for a flood.
                usleep(50_000)
                _ = try client.ask(#"{"id":1,"method":"rpc.ping"}"#)
            }
            try exitUnless(Descriptors.count() <= before)
            let clients = try client.ask(#"{"id":1,"method":"daemon.clients"}"#)
            try exitUnless(clients["result"]?["clients"]?.array?.count == 1)
        }
    }
}

/// Ends the test's process when a claim does not hold, naming the place.
private func exitUnless(_ claim: @autoclosure () throws -> Bool, line: Int = #line) throws {
    guard try claim() else { throw LineClient.Trouble(description: "line \(line)") }
}

import ControlProtocol
import ControlServer
import ControlTestSupport
import Glibc
import Testing

/// Descriptors of the whole process, so each test has a process of its own.
@Suite struct DescriptorsLiveTests {
    @Test func withoutDescriptorsEveryCallerIsToldAndNothingSpins() async {
        await #expect(processExitsWith: .success) {
            let live = try LiveServer { settings in
                settings.limits.connections = 1_000
                settings.limits.connectionsPerUser = 1_000
            }
            let inside = try live.client()
            // The server's end of a connection needs a descriptor that is not there; the caller's own is made first.
            let callers = (0..<4).map { _ in socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) }
            Descriptors.useUp()
            // All stay open to the end: a closed one would give the server its descriptor.
            let clients = callers.map { LineClient(adopting: $0) }
            for client in clients {
                try LineClient.connect(client.descriptor, live.path)
                try exitUnless(client.read()?["error"]?["code"] == 1_006)
                try exitUnless(client.isAtEnd())
                try exitUnless(inside.ask(#"{"id":1,"method":"rpc.ping"}"#)["id"] == 1)
            }
            let before = Descriptors.processorSeconds()
            usleep(300_000)
            try exitUnless(Descriptors.processorSeconds() - before < 0.15)
            try exitUnless(clients.count == 4)
        }
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
            let deadline = LineClient.now + 10
            while Descriptors.count() > before, LineClient.now < deadline {
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

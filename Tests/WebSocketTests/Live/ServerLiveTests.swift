import Glibc
import Testing

@testable import WebSocket

/// Our server against clients that are many, slow, wrong or unwelcome.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ServerLiveTests {
    private func listen(_ options: WebSocketServerOptions = .init()) throws -> (WebSocketServer, WebSocketEndpoint) {
        let server = try WebSocketServer.listen(on: .tcp(host: "127.0.0.1", port: 0), options: options)
        let port = try #require(server.port)
        return (server, WebSocketEndpoint(route: .tcp(host: "127.0.0.1", port: port, isEncrypted: false)))
    }

    // MARK: Judging requests

    @Test func aRefusalReachesTheClientWhole() async throws {
        let (server, endpoint) = try listen()
        defer { server.stop() }
        let refusal = HTTPRefusal(status: 429, reason: "Too Many", retryAfter: .seconds(9), bodyPrefix: "later")
        let judge = Task {
            for await incoming in server.requests { await incoming.refuse(refusal) }
        }
        defer { judge.cancel() }
        await #expect(throws: WebSocketError.http(refusal)) { try await WebSocketClient.connect(to: endpoint) }
        #expect(await eventually { server.connectionCount == 0 })
    }

    @Test func aRequestThatIsLetGoGets503() async throws {
        let (server, endpoint) = try listen()
        defer { server.stop() }
        let judge = Task { for await _ in server.requests {} }
        defer { judge.cancel() }
        await #expect(throws: WebSocketError.http(HTTPRefusal(status: 503, reason: "Service Unavailable"))) {
            try await WebSocketClient.connect(to: endpoint)
        }
        #expect(await eventually { server.connectionCount == 0 })
    }

    @Test func aRequestCannotBeAcceptedTwice() async throws {
        let (server, endpoint) = try listen()
        defer { server.stop() }
        let judge = Task { () -> WebSocketError? in
            for await incoming in server.requests {
                guard let connection = try? await incoming.accept() else { return nil }
                defer { connection.abort() }
                do throws(WebSocketError) { _ = try await incoming.accept() } catch { return error }
            }
            return nil
        }
        _ = try await WebSocketClient.connect(to: endpoint)
        #expect(await judge.value == .handshake("the request is already answered"))
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 426 "), ("POST / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 405 "),
        ("GET / HTTP/1.1\r\nbroken\r\n\r\n", "HTTP/1.1 400 "), ("\u{16}\u{3}\u{1}", "HTTP/1.1 400 "),
    ])
    func aClientThatIsNoWebSocketIsToldSo(_ request: String, _ answer: String) async throws {
        let echo = try EchoServer.start()
        defer { echo.stop() }
        let client = try await RawClient(echo.endpoint())
        try await client.say(request)
        #expect(try await client.rest().hasPrefix(answer))
        #expect(await eventually { echo.server.connectionCount == 0 })
    }

    @Test func aRequestOver16KiBIsToldSo() async throws {
        let request = "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 17000) + "\r\n\r\n"
        try await aClientThatIsNoWebSocketIsToldSo(request, "HTTP/1.1 431 ")
    }

    // MARK: Many and slow

    @Test func oneClientTooManyGets503AndASeatIsGivenBack() async throws {
        var options = WebSocketServerOptions()
        options.mostConnections = 2
        let echo = try EchoServer.start(options)
        defer { echo.stop() }
        let first = try await WebSocketClient.connect(to: echo.endpoint())
        let second = try await WebSocketClient.connect(to: echo.endpoint())
        await #expect(throws: WebSocketError.self) { try await WebSocketClient.connect(to: echo.endpoint()) }
        await first.close()
        #expect(await eventually { echo.server.connectionCount == 1 })
        let third = try await WebSocketClient.connect(to: echo.endpoint())
        #expect(await third.close().isClean)
        #expect(await second.close().isClean)
        #expect(await eventually { echo.server.connectionCount == 0 })
    }

    @Test func aClientThatSaysNothingLosesItsSeatAtTheDeadline() async throws {
        var options = WebSocketServerOptions()
        options.handshakeWithin = .milliseconds(200)
        let (server, endpoint) = try listen(options)
        defer { server.stop() }
        let client = try await RawClient(endpoint)
        try await client.say("GET / HT")
        #expect(await eventually { server.connectionCount == 1 })
        #expect(try await client.rest() == "")
        #expect(await eventually { server.connectionCount == 0 })
    }

    @Test func manyClientsShareOneLoop() async throws {
        var options = WebSocketServerOptions()
        options.mostConnections = 100
        options.mostPendingRequests = 100
        let echo = try EchoServer.start(options)
        defer { echo.stop() }
        let sums = await withTaskGroup(of: Int.self) { group in
            for client in 0..<60 { group.addTask { (try? await talk(to: echo.endpoint(), as: client)) ?? 0 } }
            return await group.reduce(0, +)
        }
        #expect(sums == 60 * 20)
    }

    /// How many of 20 messages came back as they were.
    private func talk(to endpoint: WebSocketEndpoint, as number: Int) async throws -> Int {
        let connection = try await WebSocketClient.connect(to: endpoint)
        var messages = connection.messages.makeAsyncIterator()
        var good = 0
        for round in 0..<20 {
            let bytes = [UInt8](repeating: UInt8(number), count: 1 + round * 997)
            try await connection.send(binary: bytes)
            if await messages.next() == .binary(bytes) { good += 1 }
        }
        await connection.close()
        return good
    }

    @Test func aConnectionThatIsLetGoEndsForThePeer() async throws {
        let (server, endpoint) = try listen()
        defer { server.stop() }
        let judge = Task { for await incoming in server.requests { _ = try await incoming.accept() } }
        defer { judge.cancel() }
        let connection = try await WebSocketClient.connect(to: endpoint)
        #expect(await connection.closeReport().code == .abnormal)
        // Sending into it is an error, not a signal.
        await #expect(throws: WebSocketError.self) { try await connection.send(text: "anybody?") }
    }

    // MARK: Places to listen

    @Test func aPortThatIsTakenIsSaid() throws {
        let (server, endpoint) = try listen()
        defer { server.stop() }
        guard case .tcp(_, let port, _) = endpoint.route else {
            Issue.record("no port in \(endpoint.route)")
            return
        }
        #expect(throws: WebSocketError.listen("127.0.0.1:\(port): Address already in use")) {
            try WebSocketServer.listen(on: .tcp(host: "127.0.0.1", port: port))
        }
    }

    @Test func aSocketFileHasItsModeIsReplacedWhenStaleAndGoesWithTheServer() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s.sock"
        var listener: SocketDescriptor? = try ListeningSocket.open(.unix(path: path), backlog: 1)
        #expect(throws: WebSocketError.listen("\(path): somebody listens there")) {
            try ListeningSocket.open(.unix(path: path), backlog: 1)
        }
        // A process that died leaves its file.
        #expect(listener != nil)
        listener = nil
        try await reopen(path)
        #expect(unsafe access(path, F_OK) != 0)
    }

    private func reopen(_ path: String) async throws {
        let echo = try EchoServer.start(on: .unix(path: path, mode: 0o620))
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o620)
        let connection = try await WebSocketClient.connect(to: echo.endpoint("/over/unix?x=1"))
        #expect(await echo.seen().target == "/over/unix?x=1")
        #expect(await connection.close().isClean)
        echo.stop()
    }

    @Test func aFileThatIsNoSocketIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        #expect(throws: WebSocketError.listen("\(folder.path): exists and is not a socket")) {
            try WebSocketServer.listen(on: .unix(path: folder.path))
        }
    }

    @Test func aSocketThatWasHandedOverIsServed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s.sock"
        let listener = try ListeningSocket.open(.unix(path: path), backlog: 4)
        let handedOver = withExtendedLifetime(listener) { dup(listener.number) }
        let server = try WebSocketServer.listen(on: .inherited(descriptor: handedOver))
        let judge = Task { () -> String? in
            for await incoming in server.requests {
                _ = try await incoming.accept().closeReport()
                return incoming.peer
            }
            return nil
        }
        let connection = try await WebSocketClient.connect(to: WebSocketEndpoint(route: .unix(path: path)))
        #expect(await connection.close().isClean)
        #expect(try await judge.value == "uid \(getuid())")
        server.stop()
        #expect(unsafe access(path, F_OK) == 0, "the service manager's file")

        // The next server of the same socket serves who came meanwhile.
        let waits = Task { try await WebSocketClient.connect(to: WebSocketEndpoint(route: .unix(path: path))) }
        let next = try WebSocketServer.listen(
            on: .inherited(descriptor: withExtendedLifetime(listener) { dup(listener.number) }))
        defer { next.stop() }
        let host = Task { for await incoming in next.requests { _ = try await incoming.accept().closeReport() } }
        defer { host.cancel() }
        #expect(try await waits.value.close().isClean)
    }

    @Test func anIPv6AddressIsListenedOnAndReached() async throws {
        let echo = try EchoServer.start(on: .tcp(host: "::1", port: 0))
        defer { echo.stop() }
        let connection = try await WebSocketClient.connect(to: echo.endpoint(host: "::1"))
        #expect(await connection.close().isClean)
    }

    @Test func anAddressThatSwallowsPacketsCostsOnlyItsHeadStart() async throws {
        let echo = try EchoServer.start()
        defer { echo.stop() }
        let (hole, holePort) = try await Peers.serve("rude_server.py", "blackhole")
        let addresses = try [holePort, try #require(echo.server.port)].flatMap { port in
            try Resolver.lookUp("127.0.0.1", port, flags: AI_NUMERICHOST).get()
        }
        let began = Moment.now
        let dialer = Dialer(loop: .shared, patience: .seconds(5))
        _ = try await dialer.tcp(addresses, Deadline(.connect, within: .seconds(5)))
        let took = began.duration(to: .now)
        #expect(took >= AddressRace.headStart && took < .seconds(2))
        withExtendedLifetime(hole) {}
    }
}

import Testing
import WebSocket

/// Tunnels through an HTTP proxy.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ProxyLiveTests {
    private func connect(
        through port: UInt16, to server: EchoServer, user: String? = nil, password: String? = nil
    ) async throws -> WebSocketConnection {
        var options = WebSocketClientOptions()
        options.trust = .file(try await Certificates.shared.value.authority)
        options.proxy = ProxyEndpoint(
            host: "127.0.0.1", port: port, user: user, password: password.map(SecretString.init))
        return try await WebSocketClient.connect(to: server.endpoint(host: "localhost"), options: options)
    }

    private func encryptedServer() async throws -> EchoServer {
        var options = WebSocketServerOptions()
        options.identity = try await Certificates.shared.value.identity("good")
        return try EchoServer.start(options)
    }

    @Test func aTunnelCarriesTLS() async throws {
        let server = try await encryptedServer()
        defer { server.stop() }
        let (proxy, port) = try await Peers.serve("connect_proxy.py")
        let connection = try await connect(through: port, to: server)
        #expect(await proxy.line() == "CONNECT localhost:\(try #require(server.server.port))")
        try await connection.send(text: "tunnel")
        var messages = connection.messages.makeAsyncIterator()
        #expect(await messages.next() == .text(Array("tunnel".utf8)))
        #expect(connection.timings.proxy > .zero)
        await connection.close()
    }

    @Test func aProxyThatAsksForCredentialsGetsThem() async throws {
        let server = try await encryptedServer()
        defer { server.stop() }
        let (proxy, port) = try await Peers.serve("connect_proxy.py", "user:pass:word")
        let connection = try await connect(through: port, to: server, user: "user", password: "pass:word")
        #expect(await connection.close().isClean)
        withExtendedLifetime(proxy) {}
    }

    @Test(arguments: [nil, "wrong"])
    func aProxyThatRefusesSaysItsStatus(_ password: String?) async throws {
        let server = try await encryptedServer()
        defer { server.stop() }
        let (proxy, port) = try await Peers.serve("connect_proxy.py", "user:right")
        await #expect(throws: WebSocketError.proxy(status: 407, reason: "Proxy Authentication Required")) {
            try await connect(through: port, to: server, user: password.map { _ in "user" }, password: password)
        }
        withExtendedLifetime(proxy) {}
    }

    @Test func aProxyThatIsNoProxyIsSaid() async throws {
        let server = try await encryptedServer()
        defer { server.stop() }
        let (rude, port) = try await Peers.serve("rude_server.py", "not-http")
        await #expect(throws: WebSocketError.proxy(status: 0, reason: "no HTTP answer")) {
            try await connect(through: port, to: server)
        }
        withExtendedLifetime(rude) {}
    }
}

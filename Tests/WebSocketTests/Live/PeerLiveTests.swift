import Testing
import WebSocket

/// The libraries `websockets` and `wsproto` as peers of both roles, over each transport.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PeerLiveTests {
    enum Transport: String, CaseIterable, Sendable {
        case tcp, tls, unix
    }

    private static let libraries = ["websockets", "wsproto"]

    @Test(arguments: libraries, Transport.allCases)
    func theirServerEchoesWhatOurClientSends(_ library: String, _ transport: Transport) async throws {
        let folder = try TemporaryFolder()
        let socket = folder.path + "/echo.sock"
        let certificates = try await Certificates.shared.value
        let identity = certificates.identity("good")
        let (process, port) =
            switch transport {
            case .tcp: try await Peers.serve("websocket_echo_server.py", library, "tcp")
            case .tls:
                try await Peers.serve(
                    "websocket_echo_server.py", library, "tcp", identity.certificateFile, identity.keyFile)
            case .unix: try await Peers.serve("websocket_echo_server.py", library, "unix", socket)
            }
        let endpoint =
            transport == .unix
            ? WebSocketEndpoint(route: .unix(path: socket), target: "/")
            : WebSocketEndpoint(route: .tcp(host: "localhost", port: port, isEncrypted: transport == .tls))
        var options = WebSocketClientOptions()
        options.trust = .file(certificates.authority)
        options.subprotocols = ["realtime"]
        let connection = try await WebSocketClient.connect(to: endpoint, options: options)
        #expect(connection.subprotocol == "realtime")
        try await echo(connection)
        try await connection.send(text: "close me")
        let report = await connection.closeReport()
        #expect(report.code.rawValue == 4001)
        #expect(report.reason == "as you wish")
        #expect(report.initiator == .peer)
        withExtendedLifetime(process) {}
    }

    private func echo(_ connection: WebSocketConnection) async throws {
        var messages = connection.messages.makeAsyncIterator()
        for size in [0, 1, 125, 126, 65535, 65536, 1 << 20] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
            try await connection.send(binary: bytes)
            #expect(await messages.next() == .binary(bytes))
            let text = Array(String(repeating: "é", count: size / 2).utf8)
            try await connection.send(text: text)
            #expect(await messages.next() == .text(text))
        }
    }

    @Test(arguments: libraries, Transport.allCases)
    func ourServerEchoesWhatTheirClientSends(_ library: String, _ transport: Transport) async throws {
        let folder = try TemporaryFolder()
        let certificates = try await Certificates.shared.value
        var options = WebSocketServerOptions()
        if transport == .tls { options.identity = certificates.identity("good") }
        let address: ListenAddress =
            transport == .unix ? .unix(path: folder.path + "/echo.sock") : .tcp(host: "127.0.0.1", port: 0)
        let server = try EchoServer.start(on: address, options)
        defer { server.stop() }
        let place = transport == .unix ? folder.path + "/echo.sock" : String(try #require(server.server.port))
        let client = try await Peers.start(
            "websocket_client.py", library, "\(transport.rawValue):\(place)", certificates.authority)
        #expect(await client.rest() == ["ok realtime 4000"])
    }
}

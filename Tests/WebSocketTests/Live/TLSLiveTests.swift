import Testing
import WebSocket

/// Certificates right and wrong. Each refusal has its own reason, and none falls back to anything.
@Suite(.serialized, .timeLimit(.minutes(1))) struct TLSLiveTests {
    private func connect(
        to identity: String, host: String = "localhost", trust: TLSTrust? = nil, pins: [[UInt8]] = []
    ) async throws -> WebSocketConnection {
        let certificates = try await Certificates.shared.value
        var serverOptions = WebSocketServerOptions()
        serverOptions.identity = certificates.identity(identity)
        let server = try EchoServer.start(serverOptions)
        defer { server.stop() }
        var options = WebSocketClientOptions()
        options.trust = trust ?? .file(certificates.authority)
        options.pins = pins
        let connection = try await WebSocketClient.connect(to: server.endpoint(host: host), options: options)
        try await connection.send(text: "through TLS")
        var messages = connection.messages.makeAsyncIterator()
        #expect(await messages.next() == .text(Array("through TLS".utf8)))
        return connection
    }

    /// Why TLS refused; nil when it did not.
    private func refusal(
        of identity: String, host: String = "localhost", trust: TLSTrust? = nil, pins: [[UInt8]] = []
    ) async throws -> TLSFailure.Reason? {
        do {
            await (try await connect(to: identity, host: host, trust: trust, pins: pins)).close()
            return nil
        } catch WebSocketError.tls(let failure) {
            return failure.reason
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func aGoodCertificateIsTakenByNameAndByAddress(_ host: String) async throws {
        let connection = try await connect(to: "good", host: host)
        #expect(connection.timings.tls > .zero)
        #expect(await connection.close().isClean)
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func aCertificateForAnotherHostIsRefused(_ host: String) async throws {
        #expect(try await refusal(of: "stranger", host: host) == .hostName)
    }

    @Test func anExpiredCertificateIsRefused() async throws {
        #expect(try await refusal(of: "expired") == .expired)
    }

    @Test func aCertificateOfTheFutureIsRefused() async throws {
        #expect(try await refusal(of: "future") == .notYetValid)
    }

    @Test func anAuthorityThatIsNotOursIsRefused() async throws {
        let other = try await Certificates.shared.value.otherAuthority
        #expect(try await refusal(of: "good", trust: .file(other)) == .unknownAuthority)
        #expect(try await refusal(of: "good", trust: .system) == .unknownAuthority)
    }

    @Test func onlyThisMachineMayGoUnchecked() async throws {
        #expect(try await refusal(of: "expired", trust: .loopbackWithoutCheck) == nil)
    }

    @Test func aPinOfTheServerOrOfItsAuthorityIsEnough() async throws {
        let certificates = try await Certificates.shared.value
        let other = try certificates.pin("other")
        #expect(try await refusal(of: "good", pins: [other, try certificates.pin("good")]) == nil)
        #expect(try await refusal(of: "good", pins: [other, try certificates.pin("authority")]) == nil)
        #expect(try await refusal(of: "good", pins: [other]) == .pin)
    }

    @Test func anAuthorityFileThatIsMissingIsSaid() async throws {
        #expect(try await refusal(of: "good", trust: .file("/nonexistent/ca.pem")) == .settings)
    }

    @Test func aServerWithoutItsKeyDoesNotStart() async throws {
        var options = WebSocketServerOptions()
        let good = try await Certificates.shared.value.identity("good")
        let stranger = try await Certificates.shared.value.identity("stranger")
        options.identity = TLSIdentity(certificateFile: good.certificateFile, keyFile: stranger.keyFile)
        #expect(throws: WebSocketError.self) {
            try WebSocketServer.listen(on: .tcp(host: "127.0.0.1", port: 0), options: options)
        }
    }

    @Test func aServerWithoutTLSIsNotTakenForOne() async throws {
        let server = try EchoServer.start()
        defer { server.stop() }
        let endpoint = WebSocketEndpoint(
            route: .tcp(host: "127.0.0.1", port: try #require(server.server.port), isEncrypted: true))
        var options = WebSocketClientOptions()
        options.handshakeWithin = .seconds(2)
        do {
            _ = try await WebSocketClient.connect(to: endpoint, options: options)
            Issue.record("connected")
        } catch WebSocketError.tls(let failure) {
            #expect(failure.reason == .other)
        }
    }
}

import Testing
import WebSocket

/// Servers that misbehave: what our client says about each, and when.
@Suite(.serialized, .timeLimit(.minutes(1))) struct RudeServerLiveTests {
    private func connect(
        _ port: UInt16, _ options: WebSocketClientOptions
    ) async throws(WebSocketError) -> WebSocketConnection {
        try await WebSocketClient.connect(
            to: WebSocketEndpoint(route: .tcp(host: "127.0.0.1", port: port, isEncrypted: false)), options: options)
    }

    private var impatient: WebSocketClientOptions {
        var options = WebSocketClientOptions()
        options.connectWithin = .milliseconds(400)
        options.handshakeWithin = .milliseconds(400)
        options.connection.closeWithin = .milliseconds(300)
        return options
    }

    /// The error of a connect to a server in this mode.
    private func failure(_ mode: String, _ options: WebSocketClientOptions? = nil) async throws -> WebSocketError? {
        let (server, port) = try await Peers.serve("rude_server.py", mode)
        defer { withExtendedLifetime(server) {} }
        do throws(WebSocketError) {
            _ = try await connect(port, options ?? impatient)
            return nil
        } catch {
            return error
        }
    }

    /// How a connection to a server in this mode ends when it is only read.
    private func report(_ mode: String, _ options: WebSocketClientOptions? = nil) async throws -> CloseReport {
        let (server, port) = try await Peers.serve("rude_server.py", mode)
        defer { withExtendedLifetime(server) {} }
        let connection = try await connect(port, options ?? impatient)
        for await _ in connection.messages {}
        return await connection.closeReport()
    }

    // MARK: Before the connection is open

    @Test func aBlackHoleEndsAtTheConnectDeadline() async throws {
        let began = ContinuousClock.now
        #expect(try await failure("blackhole") == .timeout(.connect, after: .milliseconds(400)))
        #expect(began.duration(to: .now) < .seconds(5))
    }

    @Test func aClosedPortIsRefused() async throws {
        let (server, port) = try await Peers.serve("rude_server.py", "silent")
        withExtendedLifetime(server) {}
        _ = server
        await #expect(throws: WebSocketError.refused("127.0.0.1:1: Connection refused")) {
            try await connect(1, impatient)
        }
        #expect(port > 1)
    }

    @Test func aNameThatDoesNotExistIsADNSError() async throws {
        do throws(WebSocketError) {
            _ = try await WebSocketClient.connect(
                to: WebSocketEndpoint(route: .tcp(host: "voice.invalid", port: 1, isEncrypted: false)))
            Issue.record("connected")
        } catch {
            guard case .dns(host: "voice.invalid", _) = error else { throw error }
        }
    }

    @Test func aMissingSocketFileIsRefused() async throws {
        await #expect(throws: WebSocketError.refused("/nonexistent/s: No such file or directory")) {
            try await WebSocketClient.connect(to: WebSocketEndpoint(route: .unix(path: "/nonexistent/s")))
        }
    }

    @Test func aStalledUpgradeEndsAtTheHandshakeDeadline() async throws {
        #expect(try await failure("silent") == .timeout(.upgrade, after: .milliseconds(400)))
    }

    @Test func aStalledTLSHandshakeEndsAtTheHandshakeDeadline() async throws {
        let (server, port) = try await Peers.serve("rude_server.py", "silent")
        defer { withExtendedLifetime(server) {} }
        let endpoint = WebSocketEndpoint(route: .tcp(host: "127.0.0.1", port: port, isEncrypted: true))
        await #expect(throws: WebSocketError.timeout(.tls, after: .milliseconds(400))) {
            try await WebSocketClient.connect(to: endpoint, options: impatient)
        }
    }

    @Test func aCancelledConnectEndsAtOnce() async throws {
        let (server, port) = try await Peers.serve("rude_server.py", "silent")
        defer { withExtendedLifetime(server) {} }
        let attempt = Task { try await connect(port, WebSocketClientOptions()) }
        attempt.cancel()
        await #expect(throws: WebSocketError.cancelled) { try await attempt.value }
    }

    @Test func refusalsKeepStatusBodyAndRetryAfter() async throws {
        #expect(
            try await failure("401")
                == .http(HTTPRefusal(status: 401, reason: "Unauthorized", bodyPrefix: "{\"error\":\"bad key\"} ")))
        #expect(
            try await failure("429")
                == .http(HTTPRefusal(status: 429, reason: "Too Many Requests", retryAfter: .seconds(17))))
        guard case .http(let refusal) = try await failure("503") else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.status == 503)
        #expect(refusal.retryAfter == nil)
        #expect(refusal.bodyPrefix == String(repeating: "x", count: 1024))
    }

    @Test func aRedirectIsNotFollowed() async throws {
        let error = try await failure("302")
        #expect(error == .http(HTTPRefusal(status: 302, reason: "Found")))
        #expect("\(try #require(error))".contains("redirects are not followed"))
    }

    @Test(arguments: [
        ("wrong-accept", "wrong Sec-WebSocket-Accept"), ("long-head", "HTTP head over 16384 bytes"),
        ("not-http", "no HTTP status line"), ("half-head", "the server ended the stream without an answer"),
    ])
    func aBrokenUpgradeIsSaid(_ mode: String, _ why: String) async throws {
        #expect(try await failure(mode) == .handshake(why))
    }

    // MARK: On an open connection

    @Test func aMissingPongEndsTheConnection() async throws {
        var options = impatient
        options.connection.pingEvery = .milliseconds(200)
        let report = try await report("no-pong", options)
        #expect(report.code == .abnormal)
        #expect(report.transportError == "no pong within 0.1 seconds")
    }

    @Test(arguments: ["drop", "half-frame"])
    func aStreamThatJustEndsIs1006(_ mode: String) async throws {
        let report = try await report(mode)
        #expect(report.code == .abnormal)
        #expect(report.initiator == .transport)
        #expect(report.transportError == "the peer ended the stream without a close frame")
    }

    @Test func aResetKeepsTheSystemsWords() async throws {
        let report = try await report("reset")
        #expect(report.code == .abnormal)
        #expect(report.transportError == "Connection reset by peer")
    }

    @Test func aMessageOverTheLimitIsClosedWith1009() async throws {
        let (server, port) = try await Peers.serve("rude_server.py", "big")
        let connection = try await connect(port, impatient)
        for await _ in connection.messages { Issue.record("delivered") }
        let report = await connection.closeReport()
        #expect(report.code == .messageTooBig)
        #expect(report.initiator == .us)
        // Two bytes of header, masked; the code lies under the key.
        let said = try #require(await server.line())
        #expect(said.hasPrefix("said 88"))
    }

    @Test func aPeerThatNeverAnswersOurCloseDoesNotHoldUs() async throws {
        let (server, port) = try await Peers.serve("rude_server.py", "no-close-answer")
        defer { withExtendedLifetime(server) {} }
        let connection = try await connect(port, impatient)
        let report = await connection.close()
        #expect(!report.isClean)
        #expect(report.transportError == "no answer to our close")
    }

    // MARK: Holding up

    @Test func aReaderWhoStopsHoldsUpThePeerAndLosesNothing() async throws {
        let (server, port) = try await Peers.serve("rude_server.py", "flood")
        let connection = try await connect(port, impatient)
        // Nobody reads until the peer says that TCP took no more.
        let line = try #require(await server.line())
        let sent = try #require(Int(line.split(separator: " ").last ?? ""))
        #expect(sent < 64 << 20)
        var received = 0
        for await message in connection.messages { received += message.bytes.count }
        #expect(received > 0 && received % 65536 == 0 && received >= sent - (sent / 65536 + 1) * 10 - 65536)
        #expect(await connection.closeReport().code == .normal)
    }

    @Test func aPeerThatDoesNotReadHoldsUpTheSender() async throws {
        let (server, port) = try await Peers.serve("rude_server.py", "never-reads")
        defer { withExtendedLifetime(server) {} }
        var options = impatient
        options.connection.sendLimit = 1 << 20
        let connection = try await connect(port, options)
        let chunk = WebSocketMessage.binary([UInt8](repeating: 0, count: 256 << 10))
        var accepted = 0
        while try connection.trySend(chunk) {
            accepted += 1
            try #require(accepted < 256, "64 MiB went nowhere")
        }
        #expect(connection.bufferedBytes <= 1 << 20)
        let sender = Task { try await connection.send(binary: chunk.bytes) }
        sender.cancel()
        await #expect(throws: WebSocketError.cancelled) { try await sender.value }
        connection.abort()
        await #expect(throws: WebSocketError.self) { try await connection.send(text: "after") }
    }
}

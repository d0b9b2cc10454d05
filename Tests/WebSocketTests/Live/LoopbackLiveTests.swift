import Testing
import WebSocket

/// Our client against our server.
@Suite(.timeLimit(.minutes(1))) struct LoopbackLiveTests {
    @Test func messagesGoBothWaysAndTheCloseIsKept() async throws {
        let server = try EchoServer.start()
        defer { server.stop() }
        var options = WebSocketClientOptions()
        options.subprotocols = ["other", "realtime"]
        options.headers = [HTTPField("api-key", secret: SecretString("k"))]
        let connection = try await WebSocketClient.connect(
            to: server.endpoint("/voice-live/realtime?model=a%20b"), options: options)
        #expect(connection.subprotocol == "realtime")
        try await connection.send(text: "hello")
        try await connection.send(binary: [UInt8](repeating: 9, count: 100_000))
        var messages = connection.messages.makeAsyncIterator()
        #expect(await messages.next() == .text(Array("hello".utf8)))
        #expect(await messages.next() == .binary([UInt8](repeating: 9, count: 100_000)))
        let report = await connection.close(code: .normal, reason: "done")
        #expect(report == CloseReport(code: .normal, initiator: .us, isClean: true))
        let seen = await server.seen()
        #expect(seen.path == "/voice-live/realtime")
        #expect(seen.query == "model=a%20b")
        #expect(seen[header: "api-key"] == "k")
    }

    @Test func pingsKeepAConnectionAndMeasureIt() async throws {
        let server = try EchoServer.start()
        defer { server.stop() }
        var options = WebSocketClientOptions()
        options.connection.pingEvery = .milliseconds(100)
        let connection = try await WebSocketClient.connect(to: server.endpoint(), options: options)
        #expect(await eventually { connection.roundTrip != nil })
        // Longer than the deadline of a pong that would be missing.
        try await Task.sleep(for: .milliseconds(300))
        #expect(connection.finalReport == nil)
        #expect(try #require(connection.roundTrip) < .seconds(1))
        #expect(await connection.close().isClean)
    }

    @Test func nothingIsSentBehindAClose() async throws {
        let server = try EchoServer.start()
        defer { server.stop() }
        let connection = try await WebSocketClient.connect(to: server.endpoint())
        let report = await connection.close(code: CloseCode(rawValue: 4000), reason: "enough")
        #expect(report.code.rawValue == 4000)
        await #expect(throws: WebSocketError.closed(report)) { try await connection.send(text: "late") }
        #expect(throws: WebSocketError.closed(report)) { try connection.trySend(.text([])) }
        #expect(await connection.close() == report)
    }

    @Test func aReaderThatIsCancelledLeavesTheConnectionOpen() async throws {
        let server = try EchoServer.start()
        defer { server.stop() }
        let connection = try await WebSocketClient.connect(to: server.endpoint())
        let reader = Task {
            var messages = connection.messages.makeAsyncIterator()
            return await messages.next()
        }
        reader.cancel()
        #expect(await reader.value == nil)
        try await connection.send(text: "still here")
        var messages = connection.messages.makeAsyncIterator()
        #expect(await messages.next() == .text(Array("still here".utf8)))
        await connection.close()
    }
}

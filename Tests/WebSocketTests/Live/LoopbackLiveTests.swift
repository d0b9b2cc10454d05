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
}

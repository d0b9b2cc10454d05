import Testing
import WebSocket

/// The rules of RFC 6455, judged from outside for both roles.
@Suite(.serialized, .timeLimit(.minutes(2))) struct JudgeLiveTests {
    /// So many cases there must be, lest an empty list of failures mean nothing.
    private let fewestCases = 100

    @Test func ourClientPassesEveryCase() async throws {
        let judge = try await Peers.start("client_judge.py")
        let first = await judge.line()
        let port = UInt16(try #require(ChildProcess.number("port", in: first)))
        let cases = try #require(ChildProcess.number("cases", in: first))
        #expect(cases >= fewestCases)
        for _ in 0..<cases {
            let connection = try await WebSocketClient.connect(
                to: WebSocketEndpoint(route: .tcp(host: "127.0.0.1", port: port, isEncrypted: false)))
            for await message in connection.messages {
                _ = try connection.trySend(message)
            }
            let verdict = try #require(await judge.line())
            #expect(verdict.hasPrefix("pass "), "\(verdict)")
        }
    }

    @Test func ourServerPassesEveryCase() async throws {
        let server = try EchoServer.start()
        defer { server.stop() }
        let judge = try await Peers.start("server_judge.py", String(try #require(server.server.port)))
        let cases = try #require(ChildProcess.number("cases", in: await judge.line()))
        #expect(cases >= fewestCases)
        let verdicts = await judge.rest()
        #expect(verdicts.count == cases)
        for verdict in verdicts { #expect(verdict.hasPrefix("pass "), "\(verdict)") }
    }
}

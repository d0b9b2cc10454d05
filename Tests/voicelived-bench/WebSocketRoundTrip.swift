import WebSocket

/// Times a message there and back between our client and our echoing server over TLS on loopback.
struct WebSocketRoundTrip {
    /// 9,600 bytes of PCM as the service sends them: base64 in JSON.
    var messageBytes = 13_000
    var warmUp = 200
    var rounds = 3000

    struct Result {
        let median: Duration
        let p99: Duration
        let connect: ConnectTimings
    }

    func run(_ identity: TLSIdentity, authority: String) async throws -> Result {
        var serverOptions = WebSocketServerOptions()
        serverOptions.identity = identity
        // Two ends of a line are two machines in the field: each has its own loop.
        serverOptions.loop = EventLoop(name: "bench-server")
        let server = try WebSocketServer.listen(on: .tcp(host: "127.0.0.1", port: 0), options: serverOptions)
        defer { server.stop() }
        let echo = Task {
            for await incoming in server.requests {
                let connection = try await incoming.accept()
                for await message in connection.messages { try await connection.send(text: message.bytes) }
            }
        }
        defer { echo.cancel() }
        var options = WebSocketClientOptions()
        options.trust = .file(authority)
        let connection = try await WebSocketClient.connect(
            to: WebSocketEndpoint(route: .tcp(host: "127.0.0.1", port: server.port ?? 0, isEncrypted: true)),
            options: options)
        let times = try await measure(connection).sorted()
        await connection.close()
        return Result(
            median: times[times.count / 2], p99: times[times.count * 99 / 100], connect: connection.timings)
    }

    private func measure(_ connection: WebSocketConnection) async throws -> [Duration] {
        let message = [UInt8](repeating: UInt8(ascii: "a"), count: messageBytes)
        var messages = connection.messages.makeAsyncIterator()
        var times: [Duration] = []
        for round in 0..<(warmUp + rounds) {
            let began = ContinuousClock.now
            try await connection.send(text: message)
            guard await messages.next() != nil else { throw WebSocketError.closed(await connection.closeReport()) }
            if round >= warmUp { times.append(began.duration(to: .now)) }
        }
        return times
    }
}

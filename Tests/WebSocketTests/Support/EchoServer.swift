import Synchronization
import Testing
import WebSocket

/// Our server, sending back what comes.
final class EchoServer: Sendable {
    let server: WebSocketServer
    private let address: ListenAddress
    private let isEncrypted: Bool
    private let task: Task<Void, Never>
    private let firstRequest: AsyncStream<UpgradeRequest>

    private init(_ server: WebSocketServer, _ address: ListenAddress, isEncrypted: Bool) {
        self.server = server
        self.address = address
        self.isEncrypted = isEncrypted
        let (requests, seen) = AsyncStream<UpgradeRequest>.makeStream()
        firstRequest = requests
        task = Task {
            await withDiscardingTaskGroup { group in
                for await incoming in server.requests {
                    seen.yield(incoming.request)
                    group.addTask { await Self.serve(incoming) }
                }
            }
        }
    }

    static func start(
        on address: ListenAddress = .tcp(host: "127.0.0.1", port: 0), _ options: WebSocketServerOptions = .init()
    ) throws -> EchoServer {
        let server = try WebSocketServer.listen(on: address, options: options)
        return EchoServer(server, address, isEncrypted: options.identity != nil)
    }

    func stop() {
        server.stop()
        task.cancel()
    }

    func endpoint(_ target: String = "/", host: String = "127.0.0.1") -> WebSocketEndpoint {
        switch address {
        case .unix(let path, _): WebSocketEndpoint(route: .unix(path: path), target: target)
        case .tcp, .inherited:
            WebSocketEndpoint(
                route: .tcp(host: host, port: server.port ?? 0, isEncrypted: isEncrypted), target: target)
        }
    }

    /// The first request that came.
    func seen() async -> UpgradeRequest {
        for await request in firstRequest { return request }
        fatalError("the server stopped before a request came")
    }

    private static func serve(_ incoming: IncomingUpgrade) async {
        guard let connection = try? await incoming.accept() else { return }
        for await message in connection.messages {
            switch message {
            case .text(let text): try? await connection.send(text: text)
            case .binary(let bytes): try? await connection.send(binary: bytes)
            }
        }
        _ = await connection.closeReport()
    }
}

package import VoiceLiveProtocol
package import WebSocket

/// A service under a test's control: a real WebSocket server whose every word is the test's.
///
/// Each connection that is accepted is handed to `script`, one task each. What the client sends is decoded by the
/// protocol's own types; what the script sends is encoded by them.
package final class ScriptedService: Sendable {
    package let server: WebSocketServer
    package let dialect: Dialect
    private let task: Task<Void, Never>

    /// Judges an upgrade: `nil` accepts it.
    package typealias Door = @Sendable (UpgradeRequest) -> HTTPRefusal?
    package typealias Script = @Sendable (ScriptedSession) async throws -> Void

    package init(
        on address: ListenAddress = .tcp(host: "127.0.0.1", port: 0), identity: TLSIdentity? = nil,
        dialect: Dialect = .standard, door: @escaping Door = { _ in nil }, script: @escaping Script
    ) throws {
        var options = WebSocketServerOptions()
        options.identity = identity
        let server = try WebSocketServer.listen(on: address, options: options)
        self.server = server
        self.dialect = dialect
        task = Task {
            await withDiscardingTaskGroup { group in
                for await upgrade in server.requests {
                    group.addTask { await Self.serve(upgrade, dialect, door, script) }
                }
            }
        }
    }

    deinit {
        task.cancel()
        server.stop()
    }

    /// Address for a client on this machine.
    package var url: String { "ws://127.0.0.1:\(server.port ?? 0)" }

    private static func serve(
        _ upgrade: IncomingUpgrade, _ dialect: Dialect, _ door: Door, _ script: Script
    ) async {
        if let refusal = door(upgrade.request) {
            await upgrade.refuse(refusal)
            return
        }
        guard let connection = try? await upgrade.accept() else { return }
        let session = ScriptedSession(connection, dialect: dialect, request: upgrade.request)
        // A script that throws has seen its client go, or do what it must not: the test sees the missing answer.
        try? await script(session)
        _ = await connection.close()
    }
}

import Synchronization

/// Listens and hands out upgrade requests.
///
/// A client costs a task while it shakes hands, under a deadline; nothing of it reaches `requests` before its request is
/// whole and well formed. When nobody takes the requests, further clients are answered with status 503.
package final class WebSocketServer: Sendable {
    private let listener: Listener
    private let address: ListenAddress
    private let reception: Reception

    private init(_ listener: Listener, _ address: ListenAddress, _ reception: Reception) {
        self.listener = listener
        self.address = address
        self.reception = reception
    }

    deinit {
        stop()
    }

    /// Begins to listen.
    package static func listen(
        on address: ListenAddress, options: WebSocketServerOptions = WebSocketServerOptions()
    ) throws(WebSocketError) -> WebSocketServer {
        let reception = try Reception(options)
        let descriptor = try ListeningSocket.open(address, backlog: options.backlog)
        do {
            let isShared = if case .inherited = address { true } else { false }
            let listener = try Listener(descriptor, options.loop, isShared: isShared) { reception.admit($0) }
            return WebSocketServer(listener, address, reception)
        } catch {
            throw .listen(error.text)
        }
    }

    /// The port that is listened on; nil for a Unix socket.
    package var port: UInt16? { SocketAddress(boundOf: listener.descriptor)?.port }

    /// Connections now, those in handshake included.
    package var connectionCount: Int { reception.seats.count }

    /// Upgrade requests to judge, for one reader. Ends after `stop`.
    package var requests: AsyncStream<IncomingUpgrade> { reception.requests }

    /// Stops listening and removes the socket file. Open connections go on.
    package func stop() {
        listener.stop()
        reception.close()
        if case .unix(let path, _) = address { SocketFile.remove(path) }
    }
}

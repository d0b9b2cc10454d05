/// Where a server listens.
package enum ListenAddress: Equatable, Sendable {
    /// Port 0 takes a free one. The host is a literal or a name of this machine.
    case tcp(host: String, port: UInt16)
    /// A socket file, made with this mode. A file that nobody listens on is replaced.
    case unix(path: String, mode: UInt32 = 0o600)
    /// A socket that listens already, as a service manager hands it over. It is closed with the server.
    case inherited(descriptor: Int32)
}

/// How a server listens and what its connections may do.
package struct WebSocketServerOptions: Sendable {
    /// Nil: no TLS.
    package var identity: TLSIdentity?
    package var backlog: Int32 = 64
    /// Connections at once, those in handshake included. One more gets HTTP status 503 (with TLS: is closed).
    package var mostConnections = 64
    /// Upgrade requests that may wait to be judged.
    package var mostPendingRequests = 16
    /// For TLS and the request together.
    package var handshakeWithin = Duration.seconds(10)
    package var patience = Duration.seconds(15)
    package var connection = ConnectionSettings()
    package var loop = EventLoop.shared

    package init() {}
}

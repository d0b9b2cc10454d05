/// How a client connects.
package struct WebSocketClientOptions: Sendable {
    /// Header lines of the upgrade besides its own. Secrets go in as secret values.
    package var headers: [HTTPField] = []
    /// Subprotocols to offer, best first.
    package var subprotocols: [String] = []
    package var trust = TLSTrust.system
    /// SHA-256 of public keys (SPKI), 32 bytes each. If not empty, one of the verified chain's keys must be among them.
    package var pins: [[UInt8]] = []
    package var proxy: ProxyEndpoint?
    /// For name lookup, TCP and proxy together.
    package var connectWithin = Duration.seconds(10)
    /// For TLS and upgrade together.
    package var handshakeWithin = Duration.seconds(10)
    /// How long TCP may wait for an acknowledgement.
    package var patience = Duration.seconds(15)
    package var connection = ConnectionSettings()
    package var loop = EventLoop.shared

    package init() {}
}

/// An HTTP proxy that opens tunnels with CONNECT.
package struct ProxyEndpoint: Equatable, Sendable {
    package var host: String
    package var port: UInt16
    package var user: String?
    package var password: SecretString?

    package init(host: String, port: UInt16, user: String? = nil, password: SecretString? = nil) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
    }
}

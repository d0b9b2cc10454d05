/// What went wrong before or on a connection. `description` says what, where and why.
package enum WebSocketError: Error, Equatable, Sendable {
    /// The part of the way that took too long.
    package enum Stage: String, Sendable {
        case resolve, connect, proxy, tls, upgrade
        /// A request of plain HTTP, or bytes of another protocol, on an open connection.
        case exchange
    }

    /// The URL or an option cannot be used.
    case badEndpoint(String)
    case dns(host: String, reason: String)
    /// No address took the connection. One reason for each address tried.
    case refused(String)
    case timeout(Stage, after: Duration)
    case tls(TLSFailure)
    /// The proxy answered with this status, or broke HTTP (status 0).
    case proxy(status: Int, reason: String)
    /// The server answered the upgrade with an HTTP status other than 101.
    case http(HTTPRefusal)
    /// The server's 101, or the client's request, breaks RFC 6455.
    case handshake(String)
    /// The transport failed while connecting.
    case transport(WebSocketError.Stage, String)
    case closed(CloseReport)
    /// Our close is on its way; nothing can be sent behind it.
    case closing
    case tooBig(limit: Int)
    /// The server role could not listen.
    case listen(String)
    case cancelled
}

extension WebSocketError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badEndpoint(let why): "endpoint: \(why)"
        case .dns(let host, let reason): "dns: \(host): \(reason)"
        case .refused(let reasons): "connect: \(reasons)"
        case .timeout(let stage, let after): "\(stage.rawValue): no end after \(after)"
        case .tls(let failure): "tls: \(failure)"
        case .proxy(let status, let reason): "proxy: \(status == 0 ? "" : "status \(status), ")\(reason)"
        case .http(let refusal): "upgrade: \(refusal)"
        case .handshake(let why): "upgrade: \(why)"
        case .transport(let stage, let why): "\(stage.rawValue): \(why)"
        case .closed(let report): "closed: \(report)"
        case .closing: "closing: nothing more can be sent"
        case .tooBig(let limit): "message over \(limit) bytes"
        case .listen(let why): "listen: \(why)"
        case .cancelled: "cancelled"
        }
    }
}

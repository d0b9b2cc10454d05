/// Where a WebSocket server is, parsed from `ws://`, `wss://` or `ws+unix:/socket/path[:/http/path]`.
package struct WebSocketEndpoint: Equatable, Sendable {
    /// How the bytes travel.
    package enum Route: Equatable, Sendable {
        case tcp(host: String, port: UInt16, isEncrypted: Bool)
        case unix(path: String)
    }

    package var route: Route
    /// Path and query of the upgrade request.
    package var target: String

    package init(route: Route, target: String = "/") {
        self.route = route
        self.target = target
    }

    package init(parsing url: String) throws(WebSocketError) {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .badEndpoint("URL has a character that must be percent-encoded")
        }
        guard !url.contains("#") else { throw .badEndpoint("URL has a fragment") }
        if let rest = url.dropping(prefix: "wss://") {
            try self.init(authority: rest, isEncrypted: true)
        } else if let rest = url.dropping(prefix: "ws://") {
            try self.init(authority: rest, isEncrypted: false)
        } else if let rest = url.dropping(prefix: "ws+unix:") {
            try self.init(unix: rest)
        } else {
            throw .badEndpoint("URL must begin with wss://, ws:// or ws+unix:")
        }
    }

    private init(unix rest: Substring) throws(WebSocketError) {
        // `ws+unix:///path` is the same place as `ws+unix:/path`.
        let path = rest.hasPrefix("///") ? rest.dropFirst(2) : rest
        guard path.hasPrefix("/") else { throw .badEndpoint("ws+unix: needs an absolute path") }
        let parts = path.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts.count > 1 ? String(parts[1]) : "/"
        guard target.hasPrefix("/") else { throw .badEndpoint("the path behind the socket must begin with /") }
        guard parts[0].utf8.count < 108 else { throw .badEndpoint("socket path is over 107 bytes") }
        self.init(route: .unix(path: String(parts[0])), target: target)
    }

    private init(authority rest: Substring, isEncrypted: Bool) throws(WebSocketError) {
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw .badEndpoint("credentials do not belong in a URL") }
        let (host, port) = try Self.split(authority)
        let target = String(rest[end...])
        self.init(
            route: .tcp(host: host, port: port ?? (isEncrypted ? 443 : 80), isEncrypted: isEncrypted),
            target: target.hasPrefix("/") ? target : "/" + target)
    }

    /// Host without brackets, and the port if one is given.
    static func split(_ authority: Substring) throws(WebSocketError) -> (host: String, port: UInt16?) {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .badEndpoint("[ without ]") }
            host = authority[authority.index(after: authority.startIndex)..<close]
            let rest = authority[authority.index(after: close)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw .badEndpoint("text behind ]") }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        guard !host.isEmpty, host.utf8.count <= 253 else { throw .badEndpoint("no host") }
        guard let port else { return (String(host), nil) }
        guard let number = UInt16(port), number > 0 else { throw .badEndpoint("port \(port) is not 1 to 65535") }
        return (String(host), number)
    }

    /// What the Host header says.
    var hostHeader: String {
        guard case .tcp(let host, let port, let isEncrypted) = route else { return "localhost" }
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
    }
}

extension String {
    fileprivate func dropping(prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}

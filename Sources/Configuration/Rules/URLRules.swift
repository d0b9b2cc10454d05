/// The address of a service, taken apart as far as the checks need.
package struct ServiceURL: Sendable, Equatable {
    package let text: String
    package let scheme: String
    /// Host without brackets; empty for a Unix socket.
    package let host: String
    package let port: Int?
    /// What follows the host; the socket's path for `ws+unix:`.
    package let path: String

    package var isUnixSocket: Bool { scheme == "ws+unix" }
    package var isEncrypted: Bool { scheme == "wss" || scheme == "https" }

    package var isLoopback: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isFourNumbers = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return host == "localhost" || host == "::1" || (isFourNumbers && parts[0] == "127")
    }

    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        self.text = text
        scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        if scheme == "ws+unix" {
            (host, port, path) = ("", nil, String(rest.hasPrefix("//") ? rest.dropFirst(2) : rest))
            return
        }
        guard rest.hasPrefix("//") else { return nil }
        let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        path = String(rest.dropFirst(2 + authority.count))
        guard let (host, port) = Self.split(authority) else { return nil }
        (self.host, self.port) = (host, port)
    }

    private static func split(_ authority: Substring) -> (String, Int?)? {
        let end = authority.firstIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
        let colon = authority[end...].firstIndex(of: ":")
        var host = authority[..<(colon ?? authority.endIndex)]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        guard let colon else { return (host.lowercased(), nil) }
        guard let port = Int(authority[authority.index(after: colon)...]), (1...65535).contains(port) else {
            return nil
        }
        return (host.lowercased(), port)
    }
}

extension Rule where Value == String {
    /// Where a Voice Live endpoint listens.
    static let endpointURL = form(
        "URL", "wss:// or https://, ws+unix:/path, or ws:// to this machine", upTo: 2048,
        samples: ["wss://example.com/voice-live/realtime", "ws+unix:/run/x.sock", "ws://127.0.0.1:8080/a"]
    ) { text in
        if let complaint = secretInside(text) { return complaint }
        guard let url = ServiceURL(text), printable(text) else { return "is not a URL" }
        switch url.scheme {
        // Portals show addresses with https; the client makes them wss.
        case "wss", "https": return nil
        case "ws+unix": return url.path.hasPrefix("/") ? nil : "must be ws+unix: and an absolute path"
        case "ws", "http":
            return url.isLoopback ? nil : "must start with wss:// (ws:// only for this machine's own addresses)"
        default: return "must start with wss://, or ws+unix: for a socket on this machine"
        }
    }

    /// A Voice Live service on this machine, or nothing.
    static let localServiceURL = form(
        "URL", "ws+unix:/path, ws:// to this machine, or empty", upTo: 2048,
        samples: ["", "ws+unix:/run/x.sock", "ws://127.0.0.1:8080"]
    ) { text in
        if text.isEmpty { return nil }
        if let complaint = secretInside(text) { return complaint }
        guard let url = ServiceURL(text), printable(text) else { return "is not a URL" }
        if url.isUnixSocket, url.path.hasPrefix("/") { return nil }
        return url.scheme == "ws" && url.isLoopback ? nil : "must be ws+unix:/path, or ws:// to this machine"
    }

    /// An HTTP proxy, or nothing.
    static let proxyURL = form("URL", "http://host:port, or empty", samples: ["", "http://proxy:3128"]) { text in
        if text.isEmpty { return nil }
        if let complaint = secretInside(text) { return complaint }
        guard let url = ServiceURL(text), url.scheme == "http", url.port != nil, printable(text) else {
            return "must be http://host:port"
        }
        return nil
    }

    /// An HTTP service on this machine or beyond, or nothing.
    static let webURL = form("URL", "http://… or https://…, or empty", samples: ["", "http://127.0.0.1:11434/v1"]) {
        text in
        if text.isEmpty { return nil }
        guard let url = ServiceURL(text), ["http", "https"].contains(url.scheme), printable(text) else {
            return "must start with http:// or https://"
        }
        return secretInside(text)
    }

    static func printable(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// Keys in URLs end up in logs of every machine on the way.
    static func secretInside(_ text: String) -> String? {
        let lower = text.lowercased()
        if lower.drop(while: { $0 != "/" }).dropFirst(2).prefix(while: { $0 != "/" && $0 != "?" }).contains("@") {
            return "must not hold a user or password; use a credential"
        }
        let names = ["api-key=", "api_key=", "apikey=", "authorization=", "token=", "key="]
        let query = lower.drop { $0 != "?" }
        return names.contains { query.contains("?" + $0) || query.contains("&" + $0) }
            ? "must not hold a key or token; use a credential" : nil
    }
}

/// `HTTP/1.1 101 Switching Protocols`
struct HTTPStatusLine: Equatable, Sendable {
    var code: Int
    var reason: String

    /// Nil when the line is not one.
    init?(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "HTTP/1.1" || parts[0] == "HTTP/1.0" else { return nil }
        guard parts[1].utf8.count == 3, let code = Int(parts[1]), code >= 100 else { return nil }
        self.code = code
        reason = parts.count > 2 ? String(parts[2].prefix(200)) : ""
    }
}

import VoiceLiveProtocol
import WebSocket

/// Makes the address of the upgrade out of what an admin configured. Pure; no secret ever goes into it.
enum EndpointAddress {
    static func make(for endpoint: ServiceEndpoint) throws(WebSocketError) -> WebSocketEndpoint {
        var address = try WebSocketEndpoint(parsing: webSocketURL(endpoint.url))
        if case .tcp(let host, _, false) = address.route, !isThisMachine(host) {
            throw .badEndpoint("ws:// is for this machine only; use wss:// for \(host)")
        }
        let (path, given) = split(address.target)
        var query = given
        for parameter in parameters(of: endpoint) where !query.contains(where: { $0.name == parameter.name }) {
            query.append(parameter)
        }
        address.target = fullPath(path, dialect: endpoint.dialect) + render(query)
        return address
    }

    private static func parameters(of endpoint: ServiceEndpoint) -> [QueryParameter] {
        var parameters: [QueryParameter] = []
        if case .voiceLive(let version) = endpoint.dialect {
            parameters.append(QueryParameter("api-version", version.text))
        }
        if !endpoint.model.isEmpty { parameters.append(QueryParameter("model", endpoint.model)) }
        return parameters + endpoint.query
    }

    private static func webSocketURL(_ url: String) -> String {
        if url.hasPrefix("https://") { return "wss" + url.dropFirst(5) }
        if url.hasPrefix("http://") { return "ws" + url.dropFirst(4) }
        return url
    }

    /// A portal shows addresses of projects; the service lives beside them.
    private static func fullPath(_ path: String, dialect: Dialect) -> String {
        let base = path.firstRange(of: "/api/projects/").map { String(path[..<$0.lowerBound]) } ?? path
        let trimmed = base.hasSuffix("/") ? String(base.dropLast()) : base
        guard dialect.isVoiceLive, !trimmed.hasSuffix("/realtime") else { return trimmed.isEmpty ? "/" : trimmed }
        return trimmed + "/voice-live/realtime"
    }

    private static func split(_ target: String) -> (path: String, query: [QueryParameter]) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (target, []) }
        let query = parts[1].split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return QueryParameter(String(sides[0]), sides.count == 2 ? String(sides[1]) : "")
        }
        return (String(parts[0]), query)
    }

    private static func render(_ query: [QueryParameter]) -> String {
        query.isEmpty ? "" : "?" + query.map { "\(escape($0.name))=\(escape($0.value))" }.joined(separator: "&")
    }

    /// Percent-encodes all that is not unreserved; what came encoded from the URL stays so.
    private static func escape(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 0x80
                && (Character(scalar).isLetter || Character(scalar).isNumber || "-._~%".contains(Character(scalar)))
            result += isPlain ? String(Character(scalar)) : "%" + hex(byte >> 4) + hex(byte & 15)
        }
        return result
    }

    private static func hex(_ digit: UInt8) -> String {
        String(digit, radix: 16, uppercase: true)
    }

    static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

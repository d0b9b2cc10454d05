/// An address taken apart.
struct WebAddress {
    var isSecure: Bool
    var destination: ServiceAddress.Destination
    var path: String
    var query: [QueryParameter]

    init(_ text: String) throws(AddressError) {
        guard text.utf8.count <= 4096, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .unreadable("it is longer than 4096 bytes, or holds spaces or control characters")
        }
        guard let colon = text.firstIndex(of: ":") else { throw .unreadable("it has no scheme such as wss:") }
        let scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...].prefix { $0 != "#" }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        query = parts.count == 2 ? QueryText.decode(parts[1]) : []
        let place = parts.first ?? ""
        if scheme == "ws+unix" {
            guard place.hasPrefix("/"), place.count > 1 else { throw .unreadable("ws+unix needs an absolute path") }
            (isSecure, destination, path) = (false, .unix(String(place)), "")
            return
        }
        guard ["wss", "https", "ws", "http"].contains(scheme) else { throw .unknownScheme(scheme) }
        guard place.hasPrefix("//") else { throw .unreadable("// must follow the scheme") }
        isSecure = scheme == "wss" || scheme == "https"
        let authority = place.dropFirst(2).prefix { $0 != "/" }
        path = String(place.dropFirst(2 + authority.count))
        destination = try Self.destination(authority, isSecure ? 443 : 80)
    }

    private static func destination(
        _ authority: Substring, _ standardPort: UInt16
    ) throws(AddressError)
        -> ServiceAddress.Destination
    {
        if authority.contains("@") { throw .secretInAddress("user information") }
        var (host, port) = (authority, Substring())
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[authority.index(after: authority.startIndex)..<end]
            port = authority[authority.index(after: end)...]
        } else if let colon = authority.lastIndex(of: ":") {
            host = authority[..<colon]
            port = authority[colon...]
        }
        let isBracketed = authority.hasPrefix("[")
        guard !host.isEmpty, !host.contains(where: { $0 == "[" || $0 == "]" || ($0 == ":" && !isBracketed) }) else {
            throw .unreadable("it names no host, or an IPv6 address without its brackets")
        }
        if port.isEmpty || port == ":" { return .tcp(host: String(host), port: standardPort) }
        guard port.hasPrefix(":"), let number = UInt16(port.dropFirst()), number > 0 else {
            throw .unreadable("the port must be a number from 1 to 65535")
        }
        return .tcp(host: String(host), port: number)
    }
}

/// The client's half of the upgrade: the request it sends and its judgement of the answer.
struct ClientUpgrade: Sendable {
    let target: String
    let host: String
    let key: UpgradeKey
    let subprotocols: [String]
    let fields: [HTTPField]

    /// Names that the request sets itself.
    private static let reserved: Set<String> = [
        "host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol",
        "sec-websocket-extensions",
    ]

    /// The whole request.
    func request() throws(WebSocketError) -> [UInt8] {
        var text = "GET \(target) HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        text += "Sec-WebSocket-Key: \(key.text)\r\nSec-WebSocket-Version: 13\r\n"
        if !subprotocols.isEmpty {
            guard subprotocols.allSatisfy({ HTTPHead.isToken($0.utf8) }) else { throw .badEndpoint("bad subprotocol") }
            text += "Sec-WebSocket-Protocol: \(subprotocols.joined(separator: ", "))\r\n"
        }
        for field in fields {
            guard field.isWellFormed else { throw .badEndpoint("header \(field.name) cannot be sent") }
            guard !Self.reserved.contains(field.name.lowercased()) else {
                throw .badEndpoint("header \(field.name) belongs to the upgrade")
            }
            text += field.line
        }
        text += "\r\n"
        guard text.utf8.count <= HTTPHead.longest else { throw .badEndpoint("headers over \(HTTPHead.longest) bytes") }
        return Array(text.utf8)
    }

    /// Whether the answer upgrades; if not 101 the caller reads some body and makes an `HTTPRefusal`.
    /// Returns the subprotocol that the server chose.
    func check(_ head: HTTPHead) throws(WebSocketError) -> String? {
        guard head.list("upgrade", has: "websocket") else { throw .handshake("101 without Upgrade: websocket") }
        guard head.list("connection", has: "upgrade") else { throw .handshake("101 without Connection: Upgrade") }
        guard head["sec-websocket-accept"] == key.accept else { throw .handshake("wrong Sec-WebSocket-Accept") }
        guard head["sec-websocket-extensions"] == nil else { throw .handshake("extension that was not offered") }
        guard let chosen = head["sec-websocket-protocol"] else { return nil }
        guard subprotocols.contains(chosen) else { throw .handshake("subprotocol that was not offered") }
        return chosen
    }
}

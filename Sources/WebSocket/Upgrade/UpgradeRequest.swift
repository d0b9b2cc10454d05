/// A client's upgrade request as the server role sees it.
package struct UpgradeRequest: Equatable, Sendable {
    /// The target as sent, path and query.
    package let target: String
    /// What the client offers, in its order.
    package let subprotocols: [String]
    private let head: HTTPHead
    let key: UpgradeKey

    package var path: String { String(target.prefix { $0 != "?" }) }
    /// Without the question mark; nil when there is none.
    package var query: String? {
        target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }
    }

    /// A header's value by its name in lower case; several of one name are joined with commas.
    package subscript(header name: String) -> String? { head[name] }

    init(_ head: HTTPHead) throws(UpgradeFault) {
        let parts = head.startLine.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw UpgradeFault(400, "bad request line") }
        guard parts[0] == "GET" else { throw UpgradeFault(405, "only GET can upgrade") }
        guard parts[2] == "HTTP/1.1" else { throw UpgradeFault(505, "HTTP/1.1 is needed") }
        target = String(parts[1])
        guard target.hasPrefix("/"), target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw UpgradeFault(400, "bad target")
        }
        guard head["host"] != nil else { throw UpgradeFault(400, "no Host") }
        guard head.list("upgrade", has: "websocket"), head.list("connection", has: "upgrade") else {
            throw UpgradeFault(426, "a WebSocket upgrade is needed")
        }
        guard head["sec-websocket-version"] == "13" else { throw UpgradeFault(426, "version 13 is needed") }
        guard let key = head["sec-websocket-key"].flatMap(UpgradeKey.init(received:)) else {
            throw UpgradeFault(400, "bad Sec-WebSocket-Key")
        }
        self.key = key
        self.head = head
        subprotocols = head.list("sec-websocket-protocol")
    }

    /// The 101 answer.
    func acceptance(subprotocol: String?, fields: [HTTPField]) -> [UInt8] {
        var text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        text += "Sec-WebSocket-Accept: \(key.accept)\r\n"
        if let subprotocol { text += "Sec-WebSocket-Protocol: \(subprotocol)\r\n" }
        for field in fields where field.isWellFormed { text += field.line }
        return Array((text + "\r\n").utf8)
    }
}

/// Why a request cannot be upgraded, with the HTTP status to answer.
struct UpgradeFault: Error, Equatable, Sendable {
    let status: Int
    let text: String

    init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }
}

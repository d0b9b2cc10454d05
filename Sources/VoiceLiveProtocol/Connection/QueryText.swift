/// One `name=value` of a query.
package struct QueryParameter: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Queries as they are written in an address.
enum QueryText {
    /// More parameters than any client sends; the rest is dropped.
    static let greatestCount = 64

    static func encode(_ parameters: [QueryParameter]) -> String {
        parameters.map { escape($0.name) + "=" + escape($0.value) }.joined(separator: "&")
    }

    static func decode(_ text: Substring) -> [QueryParameter] {
        text.split(separator: "&", maxSplits: greatestCount).prefix(greatestCount).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return QueryParameter(name: unescape(parts[0]), value: parts.count == 2 ? unescape(parts[1]) : "")
        }
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:".utf8)

    private static func escape(_ text: String) -> String {
        var escaped: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if plain.contains(byte) {
                escaped.append(byte)
            } else {
                escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func unescape(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var plain: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
            {
                plain.append(byte)
                place += 3
            } else {
                plain.append(bytes[place] == UInt8(ascii: "+") ? 0x20 : bytes[place])
                place += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}

/// Query parameters that carry a credential. Browsers need them; this daemon never sends one.
enum SecretParameter {
    static func isSecret(_ name: String) -> Bool {
        ["api-key", "api_key", "key", "authorization", "agent-access-token", "access_token", "token"]
            .contains(name.lowercased())
    }
}

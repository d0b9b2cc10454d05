import COpenSSL

/// The nonce of an upgrade and the answer that proves the peer speaks WebSocket (RFC 6455 section 4).
struct UpgradeKey: Equatable, Sendable {
    /// 16 bytes in base64.
    let text: String

    init(nonce: [UInt8]) {
        text = Base64.encode(nonce)
    }

    /// A key that came in a request; nil when it is not 16 bytes in base64.
    init?(received text: String) {
        let bytes = Array(text.utf8)
        let isBase64 = bytes.prefix(22).allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"): true
            default: false
            }
        }
        guard bytes.count == 24, isBase64, text.hasSuffix("==") else { return nil }
        self.text = text
    }

    var accept: String {
        OpenSSLStart.withoutAnEnd
        let input = Array((text + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
        var digest = [UInt8](repeating: 0, count: 20)
        _ = unsafe SHA1(input, input.count, &digest)
        return Base64.encode(digest)
    }
}

/// Base64 of short values.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let count = unsafe EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
        return String(decoding: text.prefix(Int(count)), as: UTF8.self)
    }
}

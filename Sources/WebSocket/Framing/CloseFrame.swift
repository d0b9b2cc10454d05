/// The payload of a close frame: nothing, or a code and a reason.
package struct CloseFrame: Equatable, Sendable {
    /// `CloseCode.none` when the frame is empty.
    package var code: CloseCode
    package var reason: String

    package init(code: CloseCode, reason: String = "") {
        self.code = code
        self.reason = reason
    }

    init(payload: [UInt8]) throws(ProtocolViolation) {
        guard !payload.isEmpty else {
            self.init(code: .none)
            return
        }
        guard payload.count >= 2 else { throw .framing("close frame of one byte") }
        let code = CloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.mayBeReceived else { throw .framing("close code \(code.rawValue)") }
        guard let reason = String(validating: payload[2...], as: UTF8.self) else {
            throw ProtocolViolation(code: .invalidPayload, text: "close reason is not UTF-8")
        }
        self.init(code: code, reason: reason)
    }

    /// The bytes to send: the reason is cut to 123 bytes at a character.
    var payload: [UInt8] {
        guard code != .none else { return [] }
        var bytes = [UInt8(truncatingIfNeeded: code.rawValue >> 8), UInt8(truncatingIfNeeded: code.rawValue)]
        for character in reason.unicodeScalars {
            let encoded = Array(String(character).utf8)
            guard bytes.count + encoded.count <= 125 else { break }
            bytes += encoded
        }
        return bytes
    }
}

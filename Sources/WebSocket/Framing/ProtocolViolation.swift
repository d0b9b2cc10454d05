/// The peer broke a rule of RFC 6455. The connection is closed with `code`, and `text` says which rule.
package struct ProtocolViolation: Error, Equatable, Sendable {
    package var code: CloseCode
    package var text: String

    static func framing(_ text: String) -> ProtocolViolation {
        ProtocolViolation(code: .protocolError, text: text)
    }

    static let badText = ProtocolViolation(code: .invalidPayload, text: "text is not UTF-8")

    static func tooBig(limit: Int) -> ProtocolViolation {
        ProtocolViolation(code: .messageTooBig, text: "message is over \(limit) bytes")
    }
}

/// How a connection ended. Kept for as long as the connection is.
package struct CloseReport: Equatable, Sendable {
    /// Who ended it.
    package enum Initiator: Equatable, Sendable {
        case peer
        case us
        /// No close frame: the transport ended, or the peer did not answer in time.
        case transport
    }

    /// The peer's code when it sent one, else ours. `abnormal` (1006) when neither end closed properly.
    package var code: CloseCode
    package var reason: String
    package var initiator: Initiator
    /// Whether close frames went both ways.
    package var isClean: Bool
    /// What the transport said, if it was the transport.
    package var transportError: String?

    package init(
        code: CloseCode, reason: String = "", initiator: Initiator, isClean: Bool, transportError: String? = nil
    ) {
        self.code = code
        self.reason = reason
        self.initiator = initiator
        self.isClean = isClean
        self.transportError = transportError
    }
}

extension CloseReport: CustomStringConvertible {
    package var description: String {
        var text = "code \(code.rawValue)"
        if !reason.isEmpty { text += " \"\(reason)\"" }
        switch initiator {
        case .peer: text += ", by the peer"
        case .us: text += ", by us"
        case .transport: text += ", without a close frame"
        }
        if let transportError { text += ": " + transportError }
        return text
    }
}

/// What cut a response short.
package struct StatusReason: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The service heard the user speak.
    package static let turnDetected = StatusReason(rawValue: "turn_detected")
    package static let clientCancelled = StatusReason(rawValue: "client_cancelled")
    package static let maxOutputTokens = StatusReason(rawValue: "max_output_tokens")
    package static let contentFilter = StatusReason(rawValue: "content_filter")
}

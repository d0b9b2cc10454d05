/// Error codes seen in the wild. Names are ours, words are the services'.
package struct ErrorCode: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A cancel came when nothing was being generated: harmless.
    package static let responseCancelNotActive = ErrorCode(rawValue: "response_cancel_not_active")
    /// A response was asked for while one is running.
    package static let activeResponse = ErrorCode(rawValue: "conversation_already_has_active_response")
    /// A truncation of an item without audio.
    package static let unsupportedContentType = ErrorCode(rawValue: "unsupported_content_type")
    /// A truncation beyond what was generated, among others.
    package static let invalidValue = ErrorCode(rawValue: "invalid_value")
    /// A commit of less than 100 ms.
    package static let commitEmpty = ErrorCode(rawValue: "input_audio_buffer_commit_empty")
    package static let echoChannelsRequireClient = ErrorCode(rawValue: "invalid_ec_channels_requires_client")
    package static let echoReferenceChannels = ErrorCode(rawValue: "invalid_ec_reference_channels")
    /// A payload that the agent or model cannot take.
    package static let messageCreationFailed = ErrorCode(rawValue: "message_creation_failed")
    /// The session's time is over.
    package static let sessionExpired = ErrorCode(rawValue: "session_expired")
    package static let missingSDP = ErrorCode(rawValue: "missing_sdp")
}

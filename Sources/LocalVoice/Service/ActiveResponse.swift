import VoiceLiveProtocol

/// The answer that is being given.
struct ActiveResponse: Sendable {
    let id: String
    let request: ResponseRequest
    var modalities: [Modality]
    var voice: Voice
    var manner: SpeechManner
    var format: AudioFormat
    var metadata: [String: String]?
    var isCommitted = true
    /// Finished items, in order.
    var output: [Item] = []
    var message: OpenMessage?
    /// Calls to make behind the message.
    var calls: [PlannedCall] = []
    /// The model that is being asked.
    var chat: LocalSession.OpenChat?
    /// Whether what it is about is still being heard.
    var isWaiting = true
    var estimate = TokenEstimate()

    /// The message that is being spoken.
    struct OpenMessage: Sendable {
        var place: ContentPlace
        var text: String
        var utterance: Int
        var milliseconds = 0
        /// Of these, how many before the present utterance.
        var spokenBefore = 0
        var began: Duration?
    }

    struct PlannedCall: Sendable, Equatable {
        var tool: String
        var arguments: String
        var owner: CallOwner
    }

    /// Who wants a call's output.
    enum CallOwner: Sendable, Equatable {
        /// The dialogue, under this number.
        case dialogue(Int)
        case chat
    }

    var isSpoken: Bool { modalities.contains(.audio) }
}

extension ActiveResponse {
    /// The response as its events show it.
    func report(_ status: ResponseStatus, details: StatusDetails? = nil, usage: Usage? = nil) -> Response {
        Response(
            id: id, status: status, statusDetails: details, output: output, usage: usage,
            conversationID: isCommitted ? "conv_1" : nil, modalities: modalities, voice: voice,
            outputAudioFormat: format, maxOutputTokens: .unlimited, metadata: metadata)
    }
}

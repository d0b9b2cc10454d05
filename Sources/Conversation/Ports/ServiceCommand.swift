/// What a conversation asks of a service, whatever its dialect.
package enum ServiceCommand: Equatable, Sendable {
    case append(MicrophonePacket)
    case commitInput
    case clearInput
    case createItem(NewItem)
    /// `heard` is rounded down to milliseconds and never beyond what was received.
    case truncate(ItemID, content: Int, heardMilliseconds: Int)
    case deleteItem(ItemID)
    case createResponse(ResponseRequest)
    case cancelResponse(ResponseID?)
    case change(SessionChange)
    /// A screen's SDP, for the avatar's picture and sound.
    case connectAvatar(PrivateText)
    /// What the avatar has still to say is forgotten.
    case clearOutput
    /// A client event that a conversation does not understand, as JSON text. For clients with the right to send it.
    case raw(PrivateText)
}

/// An item to put at the end of the service's history.
package enum NewItem: Equatable, Sendable {
    /// `id` is ours, so that the echo is recognised.
    case message(ItemID, Speaker, PrivateText)
    /// A picture as a data URI, with text if any.
    case image(ItemID, dataURI: PrivateText, PrivateText?)
    /// `output` is JSON or plain text.
    case functionOutput(CallID, output: PrivateText)
    case approval(ApprovalID, approved: Bool)
}

/// A wish for an answer.
package struct ResponseRequest: Equatable, Sendable {
    /// Said word for word instead of being thought up.
    package var verbatim: PrivateText?
    /// Added to the session's instructions for this answer.
    package var extraInstructions: String?
    package var textOnly = false

    package init(verbatim: PrivateText? = nil, extraInstructions: String? = nil, textOnly: Bool = false) {
        self.verbatim = verbatim
        self.extraInstructions = extraInstructions
        self.textOnly = textOnly
    }
}

/// Changes of a running session. Only what is present changes. The model cannot; the voice not once something was said.
package struct SessionChange: Equatable, Sendable {
    /// Never empty: services put their own default text in place of an empty one.
    package var instructions: String?
    package var turnDetection: TurnDetectionPlan?
    package var tools: [ToolDescription]?
    package var voice: VoicePlan?

    package init(
        instructions: String? = nil, turnDetection: TurnDetectionPlan? = nil, tools: [ToolDescription]? = nil,
        voice: VoicePlan? = nil
    ) {
        self.instructions = instructions
        self.turnDetection = turnDetection
        self.tools = tools
        self.voice = voice
    }
}

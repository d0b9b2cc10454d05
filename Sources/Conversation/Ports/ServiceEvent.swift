/// What a service says, whatever its dialect.
package enum ServiceEvent: Equatable, Sendable {
    // MARK: Connection
    /// The service agreed to the plan: sound may flow.
    case ready(ServiceSession)
    case closed(ServiceClosure)
    case error(ServiceError)
    case warning(ServiceError)

    // MARK: The person's turn
    /// `position` counts all sound appended on this connection, padding already subtracted by the service.
    case speechStarted(ItemID, position: Duration)
    case speechStopped(ItemID, position: Duration)
    case inputCommitted(ItemID, after: ItemID?)
    case inputCleared
    case inputTranscriptDelta(ItemID, PrivateText)
    case inputTranscriptDone(ItemID, PrivateText)
    case inputTranscriptFailed(ItemID, reason: String)

    // MARK: Items
    /// Also told of items we made. `after` is `nil` at the head of the history, or where the service did not say.
    case itemCreated(ServiceItem, after: ItemID?)
    case itemTruncated(ItemID, content: Int, heard: Duration)
    case itemDeleted(ItemID)

    // MARK: Responses
    case responseCreated(ResponseID)
    case outputItemAdded(ResponseID, ServiceItem)
    case outputItemDone(ResponseID, ServiceItem)
    case audioDelta(AudioDelta)
    case audioDone(ResponseID, ItemID, content: Int)
    case answerTextDelta(AnswerText)
    /// The whole text of a part.
    case answerTextDone(AnswerText)
    case caption(Caption)
    /// The arguments are complete. The response that asked is still open.
    case functionCall(FunctionCall)
    case approvalWanted(ApprovalRequest)
    /// The service's SDP, for the screen that offered.
    case avatarAnswered(PrivateText)
    /// The avatar begins to speak, or falls silent: on the screen, whatever was generated.
    case avatarSpeaks(Bool)
    case responseDone(ResponseOutcome)

    /// Known to the client but not to a conversation, or unknown to both; told to observers by name.
    case other(name: String)
}

extension ServiceEvent {
    /// The response that something is told of which only a response under way has.
    var answerOf: ResponseID? {
        switch self {
        case .outputItemAdded(let response, _), .outputItemDone(let response, _): response
        case .audioDelta(let delta): delta.response
        case .audioDone(let response, _, _): response
        case .answerTextDelta(let text), .answerTextDone(let text): text.response
        case .caption(let caption): caption.response
        case .functionCall(let call): call.response
        default: nil
        }
    }
}

/// A session as the service granted it.
package struct ServiceSession: Equatable, Sendable {
    /// The service's own name of it, for support cases.
    package var name: String
    package var model: String?
    /// Time left until the service ends it; `nil` when it did not say.
    package var lifetime: Duration?
    /// How an avatar's picture and sound reach a screen; `nil` without one.
    package var avatar: AvatarWay?
    /// For the avatar's picture and sound; empty without an avatar.
    package var relays: [AvatarRelay]

    package init(
        name: String, model: String? = nil, lifetime: Duration? = nil, avatar: AvatarWay? = nil,
        relays: [AvatarRelay] = []
    ) {
        self.name = name
        self.model = model
        self.lifetime = lifetime
        self.avatar = avatar
        self.relays = relays
    }
}

/// An item of the service's history, as far as a conversation cares.
package struct ServiceItem: Equatable, Sendable {
    package let id: ItemID
    package let kind: ServiceItemKind

    package init(_ id: ItemID, _ kind: ServiceItemKind) {
        self.id = id
        self.kind = kind
    }
}

/// What an item is.
package enum ServiceItemKind: Equatable, Sendable {
    case message(Speaker)
    case functionCall, functionOutput
    case approvalRequest, approvalAnswer
    /// Tool lists, searches, calls the service makes itself.
    case serviceWork
    case other
}

/// Who says something.
package enum Speaker: String, Equatable, Sendable, CaseIterable {
    case person, assistant, system
}

/// Sound of an answer.
package struct AudioDelta: Equatable, Sendable {
    package let response: ResponseID
    package let item: ItemID
    package let content: Int
    /// Samples a second, mono.
    package let rate: Int
    package let samples: [Int16]

    package init(response: ResponseID, item: ItemID, content: Int = 0, rate: Int, samples: [Int16]) {
        self.response = response
        self.item = item
        self.content = content
        self.rate = rate
        self.samples = samples
    }
}

/// Text of an answer: of its sound, or instead of sound.
package struct AnswerText: Equatable, Sendable {
    package let response: ResponseID
    package let item: ItemID
    package let content: Int
    package let text: PrivateText

    package init(response: ResponseID, item: ItemID, content: Int = 0, _ text: PrivateText) {
        self.response = response
        self.item = item
        self.content = content
        self.text = text
    }
}

/// Something that belongs to a moment of an answer's sound.
package struct Caption: Equatable, Sendable {
    package let response: ResponseID
    package let item: ItemID
    package let content: Int
    /// From the start of the answer's sound.
    package let offset: Duration
    package let kind: CaptionKind

    package init(response: ResponseID, item: ItemID, content: Int = 0, offset: Duration, _ kind: CaptionKind) {
        self.response = response
        self.item = item
        self.content = content
        self.offset = offset
        self.kind = kind
    }
}

/// A word, or a shape of the mouth.
package enum CaptionKind: Equatable, Sendable {
    case word(PrivateText, lasting: Duration)
    case viseme(Int)
    /// Frames of a face, the first with its number. Told frame by frame.
    case blendShapes(first: Int, frames: [[Double]])

    package static let framesPerSecond = 60
}

/// A call of a client's tool.
package struct FunctionCall: Equatable, Sendable {
    package let response: ResponseID
    package let item: ItemID
    package let call: CallID
    package let name: ToolName
    /// JSON text, not checked.
    package let arguments: PrivateText

    package init(response: ResponseID, item: ItemID, call: CallID, name: ToolName, arguments: PrivateText) {
        self.response = response
        self.item = item
        self.call = call
        self.name = name
        self.arguments = arguments
    }
}

/// The service wants to call a tool of its own and asks first.
package struct ApprovalRequest: Equatable, Sendable {
    package let approval: ApprovalID
    package let server: String
    package let tool: ToolName
    package let arguments: PrivateText

    package init(approval: ApprovalID, server: String, tool: ToolName, arguments: PrivateText) {
        self.approval = approval
        self.server = server
        self.tool = tool
        self.arguments = arguments
    }
}

/// The end of a response. Always its last event.
package struct ResponseOutcome: Equatable, Sendable {
    package let response: ResponseID
    package let status: ResponseStatus
    /// `nil` when the service did not count, as on some cancelled responses.
    package let usage: ServiceUsage?

    package init(response: ResponseID, status: ResponseStatus, usage: ServiceUsage? = nil) {
        self.response = response
        self.status = status
        self.usage = usage
    }
}

/// How a response ended.
package enum ResponseStatus: Equatable, Sendable {
    case completed
    case cancelled
    /// For example a token limit or a content filter.
    case incomplete(reason: String)
    case failed(ServiceError)
}

/// Where tool calls go: to the clients that registered the tools.
///
/// Methods are called on the conversation's loop and must return at once. Answers come back as
/// `ConversationOrder.toolResult`, from anywhere; the first one counts. A conversation always gives up by itself at the
/// deadline, so a host may forget a call without harm.
package protocol ToolHost: Sendable {
    /// The arguments were checked against the tool's schema.
    func call(_ call: ToolCall)
    /// The answer is no longer wanted: the model already got a failure instead.
    func cancel(_ call: CallNumber, _ failure: ToolFailure)
    /// The service asks leave to call a tool of its own. Answered by `ConversationOrder.approve`; observers are told
    /// once how it ended.
    func askApproval(_ request: ApprovalRequest, deadline: Duration)
}

/// A tool as its owner described it.
package struct ToolDescription: Equatable, Sendable {
    package var name: ToolName
    package var description: String
    /// JSON Schema of the arguments, as text.
    package var parameters: String
    package var timeout: Duration
    package var onBargeIn: ToolOnBargeIn

    package init(
        name: ToolName, description: String = "", parameters: String = "{}", timeout: Duration = .seconds(10),
        onBargeIn: ToolOnBargeIn = .goOn
    ) {
        self.name = name
        self.description = description
        self.parameters = parameters
        self.timeout = timeout
        self.onBargeIn = onBargeIn
    }
}

/// What a running call does when the person talks over the answer.
package enum ToolOnBargeIn: String, Equatable, Sendable, CaseIterable {
    case goOn, cancel
}

/// A call for a client to serve.
package struct ToolCall: Equatable, Sendable {
    package let number: CallNumber
    package let name: ToolName
    package let arguments: PrivateText
    /// On the conversation's clock.
    package let deadline: Duration

    package init(number: CallNumber, name: ToolName, arguments: PrivateText, deadline: Duration) {
        self.number = number
        self.name = name
        self.arguments = arguments
        self.deadline = deadline
    }
}

/// What became of a call.
package enum ToolResult: Equatable, Sendable {
    /// JSON or plain text.
    case output(PrivateText)
    case failed(ToolFailure)
}

/// Why there is no output. The model is told in words it can pass on.
package enum ToolFailure: Error, Equatable, Sendable {
    case unknownTool
    /// What is wrong with the arguments, and where.
    case badArguments(String)
    case timeout
    case ownerGone
    case cancelledByPerson
    case tooLong(limitBytes: Int)
    /// More calls at once than we serve.
    case tooMany
    /// In the owner's words.
    case refused(code: String, PrivateText)
    case conversationEnded
}

/// Says what is wrong with a call's arguments, or `nil`. Pure: it is asked inside the machine.
package typealias ArgumentCheck = @Sendable (ToolDescription, PrivateText) -> String?

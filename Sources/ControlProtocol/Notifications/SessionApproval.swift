/// The service wants to call a tool of its own, such as one of an MCP server, and what became of that.
package struct SessionApproval: Topic, Equatable {
    /// Its name, for session.approve.
    package var approval: String
    /// How it stands.
    package var state: State
    /// The server whose tool it is.
    package var server: String
    /// The tool.
    package var tool: String
    /// What the model would call it with.
    package var arguments: JSONObject?
    /// Time left to answer; then it is denied.
    package var deadlineMilliseconds: Int?

    package init(
        approval: String, state: State, server: String, tool: String, arguments: JSONObject? = nil,
        deadlineMilliseconds: Int? = nil
    ) {
        self.approval = approval
        self.state = state
        self.server = server
        self.tool = tool
        self.arguments = arguments
        self.deadlineMilliseconds = deadlineMilliseconds
    }

    package static let record = Record(
        SessionApproval.init,
        Field("approval", \.approval, "Its name, for session.approve."),
        Field("state", \.state, "How it stands."),
        Field("server", \.server, "The server whose tool it is."),
        Field("tool", \.tool, "The tool."),
        Field("arguments", \.arguments, "What the model would call it with."),
        Field("deadline_ms", \.deadlineMilliseconds, "Time left to answer; then it is denied."))

    package static let facts = TopicFacts(
        "session.approval", keeps: .must, role: .controller, carriesText: true,
        about: "The service wants to call a tool of its own, such as one of an MCP server, and what became of that.")
    package static let example = SessionApproval(
        approval: "approval-5f3a9c", state: .wanted, server: "calendar", tool: "delete_event",
        arguments: JSONObject([.init(name: "title", value: "Dentist")]), deadlineMilliseconds: 30_000)

    /// Whether it waits for an answer, and how it ended.
    package enum State: String, WireWord {
        case wanted, allowed, denied
        case timedOut = "timed_out"
        case gone
    }
}

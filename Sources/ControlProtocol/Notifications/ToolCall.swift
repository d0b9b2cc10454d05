/// The model asks a tool. Only its owner sees this.
package struct ToolCall: Topic, Equatable {
    /// Its name, for tool.result.
    package var call: String
    /// The tool.
    package var name: String
    /// Checked against the tool's parameters.
    package var arguments: JSONObject
    /// The session that asks.
    package var session: String
    /// Time left to answer.
    package var deadlineMilliseconds: Int

    package init(call: String, name: String, arguments: JSONObject, session: String, deadlineMilliseconds: Int) {
        self.call = call
        self.name = name
        self.arguments = arguments
        self.session = session
        self.deadlineMilliseconds = deadlineMilliseconds
    }

    package static let record = Record(
        ToolCall.init,
        Field("call", \.call, "Its name, for tool.result."),
        Field("name", \.name, "The tool."),
        Field("arguments", \.arguments, "Checked against the tool's parameters."),
        Field("session", \.session, "The session that asks."),
        Field("deadline_ms", \.deadlineMilliseconds, "Time left to answer."))

    package static let facts = TopicFacts(
        "tool.call", keeps: .must, role: .controller,
        about: "The model asks a tool. Only its owner sees this.")
    package static let example = ToolCall(
        call: "t-9", name: "set_temperature", arguments: JSONObject([.init(name: "value", value: 21)]), session: "s-3",
        deadlineMilliseconds: 10_000)
}

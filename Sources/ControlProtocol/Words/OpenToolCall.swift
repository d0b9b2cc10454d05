/// A tool call that waits for its answer.
package struct OpenToolCall: WireRecord, Equatable {
    /// Its name.
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
        OpenToolCall.init,
        Field("call", \.call, "Its name."),
        Field("name", \.name, "The tool."),
        Field("arguments", \.arguments, "Checked against the tool's parameters."),
        Field("session", \.session, "The session that asks."),
        Field("deadline_ms", \.deadlineMilliseconds, "Time left to answer."))

    package static let example = OpenToolCall(
        call: "t-9", name: "set_temperature", arguments: JSONObject([.init(name: "value", value: 21)]), session: "s-3",
        deadlineMilliseconds: 9_800)
}

/// A call needs no answer any more. Only its owner sees this.
package struct ToolCancel: Topic, Equatable {
    /// Its name.
    package var call: String
    /// Why: timeout, barge_in, session_ended or unregistered.
    package var reason: String

    package init(call: String, reason: String) {
        self.call = call
        self.reason = reason
    }

    package static let record = Record(
        ToolCancel.init,
        Field("call", \.call, "Its name."),
        Field("reason", \.reason, "Why: timeout, barge_in, session_ended or unregistered."))

    package static let facts = TopicFacts(
        "tool.cancel", keeps: .must, role: .controller,
        about: "A call needs no answer any more. Only its owner sees this.")
    package static let example = ToolCancel(call: "t-9", reason: "barge_in")
}

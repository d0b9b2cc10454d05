/// A lasting trouble began or ended.
package struct DaemonDegraded: Topic, Equatable {
    /// Its name.
    package var code: String
    /// It has begun.
    package var active: Bool
    /// What it means, for people.
    package var text: String
    /// What to do.
    package var hint: String

    package init(code: String, active: Bool, text: String, hint: String) {
        self.code = code
        self.active = active
        self.text = text
        self.hint = hint
    }

    package static let record = Record(
        DaemonDegraded.init,
        Field("code", \.code, "Its name."),
        Field("active", \.active, "It has begun."),
        Field("text", \.text, "What it means, for people."),
        Field("hint", \.hint, "What to do."))

    package static let facts = TopicFacts(
        "daemon.degraded", keeps: .must, role: .observer,
        about: "A lasting trouble began or ended.")
    package static let example = DaemonDegraded(
        code: "microphone_missing", active: true, text: "No microphone is connected.", hint: "Plug one in.")
}

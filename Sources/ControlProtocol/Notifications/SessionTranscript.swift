/// What was said. Text that is not final is replaced by the next.
package struct SessionTranscript: Topic, Equatable {
    /// Who spoke.
    package var role: Speaker
    /// Its name: the same in every event about it, and what session.say returned.
    package var item: String
    /// What.
    package var text: String
    /// It will not change any more.
    package var isFinal: Bool
    /// How much of an answer was heard.
    package var heardMilliseconds: Int?

    package init(role: Speaker, item: String, text: String, isFinal: Bool, heardMilliseconds: Int? = nil) {
        self.role = role
        self.item = item
        self.text = text
        self.isFinal = isFinal
        self.heardMilliseconds = heardMilliseconds
    }

    package static let record = Record(
        SessionTranscript.init,
        Field("role", \.role, "Who spoke."),
        Field("item", \.item, "Its name: the same in every event about it, and what session.say returned."),
        Field("text", \.text, "What."),
        Field("final", \.isFinal, "It will not change any more."),
        Field("heard_ms", \.heardMilliseconds, "How much of an answer was heard."))

    package static let facts = TopicFacts(
        "session.transcript", keeps: .must, role: .observer, carriesText: true,
        about: "What was said. Text that is not final is replaced by the next.")
    package static let example = SessionTranscript(role: .user, item: "item_4", text: "Good morning", isFinal: true)

    /// Who spoke.
    package enum Speaker: String, WireWord {
        case user, assistant
    }
}

/// A spoken word at the moment it is heard.
package struct SessionWord: Topic, Equatable {
    /// The item, as session.transcript names it.
    package var item: String
    /// The word.
    package var text: String
    /// From the start of the item.
    package var offsetMilliseconds: Int
    /// How long it lasts.
    package var durationMilliseconds: Int

    package init(item: String, text: String, offsetMilliseconds: Int, durationMilliseconds: Int) {
        self.item = item
        self.text = text
        self.offsetMilliseconds = offsetMilliseconds
        self.durationMilliseconds = durationMilliseconds
    }

    package static let record = Record(
        SessionWord.init,
        Field("item", \.item, "The item, as session.transcript names it."),
        Field("text", \.text, "The word."),
        Field("offset_ms", \.offsetMilliseconds, "From the start of the item."),
        Field("duration_ms", \.durationMilliseconds, "How long it lasts."))

    package static let facts = TopicFacts(
        "session.word", keeps: .must, role: .observer, carriesText: true,
        about: "A spoken word at the moment it is heard.")
    package static let example = SessionWord(
        item: "item_4", text: "morning", offsetMilliseconds: 320, durationMilliseconds: 280)
}

/// The mouth's shape at the moment its sound is heard.
package struct SessionViseme: Topic, Equatable {
    /// The item, as session.transcript names it.
    package var item: String
    /// Its number.
    package var viseme: Int
    /// From the start of the item.
    package var offsetMilliseconds: Int

    package init(item: String, viseme: Int, offsetMilliseconds: Int) {
        self.item = item
        self.viseme = viseme
        self.offsetMilliseconds = offsetMilliseconds
    }

    package static let record = Record(
        SessionViseme.init,
        Field("item", \.item, "The item, as session.transcript names it."),
        Field("viseme", \.viseme, "Its number."),
        Field("offset_ms", \.offsetMilliseconds, "From the start of the item."))

    package static let facts = TopicFacts(
        "session.viseme", keeps: .latest, role: .observer,
        about: "The mouth's shape at the moment its sound is heard.")
    package static let example = SessionViseme(item: "item_4", viseme: 12, offsetMilliseconds: 320)
}

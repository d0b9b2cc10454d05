/// One topic to follow: a name, a group as session.*, or * for all that your role may see.
package struct TopicChoice: WireRecord, Equatable {
    /// The topic.
    package var name: String

    package init(name: String) {
        self.name = name
    }

    package static let record = Record(
        TopicChoice.init,
        Field("name", \.name, "The topic.", in: 1...64))

    package static let example = TopicChoice(name: "session.state")
}

/// The last event of a state topic.
package struct SnapshotEntry: WireRecord, Equatable {
    /// The topic.
    package var topic: String
    /// Its number.
    package var seq: Int
    /// The session it is about.
    package var session: String?
    /// As in the notification.
    package var data: JSONValue

    package init(topic: String, seq: Int, session: String? = nil, data: JSONValue) {
        self.topic = topic
        self.seq = seq
        self.session = session
        self.data = data
    }

    package static let record = Record(
        SnapshotEntry.init,
        Field("topic", \.topic, "The topic."),
        Field("seq", \.seq, "Its number."),
        Field("session", \.session, "The session it is about."),
        Field("data", \.data, "As in the notification."))

    package static let example = SnapshotEntry(topic: "audio.state", seq: 80, data: ["state": "running"])
}

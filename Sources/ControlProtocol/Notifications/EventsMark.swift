/// How far the daemon has counted, and how many events this subscription missed.
package struct EventsMark: Topic, Equatable {
    /// The last event of the daemon.
    package var seq: Int
    /// Events lost because this client read too slowly.
    package var dropped: Int
    /// Events of topics this subscription does not follow.
    package var filtered: Int

    package init(seq: Int, dropped: Int, filtered: Int) {
        self.seq = seq
        self.dropped = dropped
        self.filtered = filtered
    }

    package static let record = Record(
        EventsMark.init,
        Field("seq", \.seq, "The last event of the daemon."),
        Field("dropped", \.dropped, "Events lost because this client read too slowly."),
        Field("filtered", \.filtered, "Events of topics this subscription does not follow."))

    package static let facts = TopicFacts(
        "events.mark", keeps: .must, role: .observer,
        about: "How far the daemon has counted, and how many events this subscription missed.")
    package static let example = EventsMark(seq: 130, dropped: 0, filtered: 12)
}

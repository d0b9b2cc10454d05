/// Follows topics: the reply holds the state now, changes follow as notifications.
package enum EventsSubscribe: Method {
    package static let facts = MethodFacts(
        "events.subscribe", role: .observer, lane: .ordered, servedBy: .server,
        about: "Follows topics: the reply holds the state now, changes follow as notifications.",
        errors: [.topic])

    package struct Params: WireRecord, Equatable {
        /// What to follow.
        package var topics: [TopicChoice]
        /// Repeat what came after this, as far as it is kept.
        package var since: EventPosition?
        /// Shortest time between two events of a topic that only keeps its latest.
        package var minIntervalMilliseconds: Int

        package init(topics: [TopicChoice], since: EventPosition? = nil, minIntervalMilliseconds: Int = 0) {
            self.topics = topics
            self.since = since
            self.minIntervalMilliseconds = minIntervalMilliseconds
        }

        package static let record = Record(
            Params.init,
            Field("topics", \.topics, "What to follow.", in: 1...64),
            Field("since", \.since, "Repeat what came after this, as far as it is kept."),
            Field(
                "min_interval_ms", \.minIntervalMilliseconds,
                "Shortest time between two events of a topic that only keeps its latest.", default: 0, in: 0...60_000))
    }

    package struct Result: WireRecord, Equatable {
        /// The subscription.
        package var sub: String
        /// This run of the daemon.
        package var instance: String
        /// The last event that snapshot includes.
        package var seq: Int
        /// False when events since the given place are lost.
        package var complete: Bool
        /// The last event of each state topic.
        package var snapshot: [SnapshotEntry]

        package init(sub: String, instance: String, seq: Int, complete: Bool, snapshot: [SnapshotEntry]) {
            self.sub = sub
            self.instance = instance
            self.seq = seq
            self.complete = complete
            self.snapshot = snapshot
        }

        package static let record = Record(
            Result.init,
            Field("sub", \.sub, "The subscription."),
            Field("instance", \.instance, "This run of the daemon."),
            Field("seq", \.seq, "The last event that snapshot includes."),
            Field("complete", \.complete, "False when events since the given place are lost."),
            Field("snapshot", \.snapshot, "The last event of each state topic."))
    }

    package static let example = Example(
        Params(topics: [.example]),
        Result(sub: "e1", instance: "i-7f3a", seq: 117, complete: true, snapshot: [.example]))
}

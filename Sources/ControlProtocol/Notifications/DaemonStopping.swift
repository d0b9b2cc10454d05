/// The daemon ends.
package struct DaemonStopping: Topic, Equatable {
    /// Why: stopped, restart, upgrade, shutdown or fault.
    package var reason: String
    /// When.
    package var inMilliseconds: Int

    package init(reason: String, inMilliseconds: Int) {
        self.reason = reason
        self.inMilliseconds = inMilliseconds
    }

    package static let record = Record(
        DaemonStopping.init,
        Field(
            "reason", \.reason,
            "Why: stopped; restart or upgrade, back at once; shutdown of the machine; fault, which a new start mends."),
        Field("in_ms", \.inMilliseconds, "When."))

    package static let facts = TopicFacts(
        "daemon.stopping", keeps: .must, role: .observer,
        about: "The daemon ends.")
    package static let example = DaemonStopping(reason: "restart", inMilliseconds: 500)
}

/// A session no longer belongs to its owner.
package struct LeaseLost: Topic, Equatable {
    /// Who took it.
    package var by: String?
    /// Why.
    package var reason: String
    /// The error's name when that was the reason.
    package var error: String?

    package init(by: String? = nil, reason: String, error: String? = nil) {
        self.by = by
        self.reason = reason
        self.error = error
    }

    package static let record = Record(
        LeaseLost.init,
        Field("by", \.by, "Who took it."),
        Field(
            "reason", \.reason,
            "Why: preempted, attached, queue_timeout, not_confirmed, or the reason of session.state for the end."),
        Field("error", \.error, "The error's name when that was the reason."))

    package static let facts = TopicFacts(
        "lease.lost", keeps: .must, role: .observer,
        about: "A session no longer belongs to its owner.")
    package static let example = LeaseLost(by: "head-unit", reason: "preempted")
}

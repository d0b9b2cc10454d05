/// A session no longer belongs to its owner.
package struct LeaseLost: Topic, Equatable {
    /// Who took it.
    package var by: String?
    /// Why: preempted, stopped, attached, ended or idle.
    package var reason: String

    package init(by: String? = nil, reason: String) {
        self.by = by
        self.reason = reason
    }

    package static let record = Record(
        LeaseLost.init,
        Field("by", \.by, "Who took it."),
        Field("reason", \.reason, "Why: preempted, stopped, attached, ended or idle."))

    package static let facts = TopicFacts(
        "lease.lost", keeps: .must, role: .observer,
        about: "A session no longer belongs to its owner.")
    package static let example = LeaseLost(by: "head-unit", reason: "preempted")
}

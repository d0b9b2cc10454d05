/// Where the session stands.
package struct SessionState: Topic, Equatable {
    /// Where.
    package var state: SessionPhase
    /// Why it ended.
    package var reason: String?
    /// The error's name when that was the reason.
    package var error: String?

    package init(state: SessionPhase, reason: String? = nil, error: String? = nil) {
        self.state = state
        self.reason = reason
        self.error = error
    }

    /// The reason of a session that another daemon may go on with, with the same lease.
    package static let suspended = "suspended"

    package static let record = Record(
        SessionState.init,
        Field("state", \.state, "Where."),
        Field("reason", \.reason, "Why it ended."),
        Field("error", \.error, "The error's name when that was the reason."))

    package static let facts = TopicFacts(
        "session.state", keeps: .must, role: .observer, isState: true,
        about: "Where the session stands.")
    package static let example = SessionState(state: .listening)
}

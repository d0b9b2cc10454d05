/// The active session and the queue behind it.
package enum SessionList: Method {
    package static let facts = MethodFacts(
        "session.list", role: .observer, lane: .ordered, servedBy: .server,
        about: "The active session and the queue behind it.")

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// Each, the active one first.
        package var sessions: [SessionSummary]

        package init(sessions: [SessionSummary]) {
            self.sessions = sessions
        }

        package static let record = Record(
            Result.init,
            Field("sessions", \.sessions, "Each, the active one first."))
    }

    package static let example = Example(Nothing(), Result(sessions: [.example]))
}

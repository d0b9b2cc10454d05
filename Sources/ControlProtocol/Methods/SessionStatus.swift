/// One session, or the one that has the microphone.
package enum SessionStatus: Method {
    package static let facts = MethodFacts(
        "session.status", role: .observer, lane: .ordered, servedBy: .server,
        about: "One session, or the one that has the microphone.",
        errors: [.sessionUnknown])

    package struct Params: WireRecord, Equatable {
        /// The session; the active one when missing.
        package var session: String?

        package init(session: String? = nil) {
            self.session = session
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session; the active one when missing.", in: 1...64))
    }
    package typealias Result = SessionSummary

    package static let example = Example(Params(), SessionSummary.example)
}

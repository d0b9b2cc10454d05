/// Push to talk.
package enum SessionPtt: Method {
    package static let facts = MethodFacts(
        "session.ptt", role: .controller, lane: .priority, servedBy: .daemon,
        about: "Push to talk.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .sessionState])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// The key is down.
        package var pressed: Bool

        package init(session: String, lease: String? = nil, pressed: Bool) {
            self.session = session
            self.lease = lease
            self.pressed = pressed
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("pressed", \.pressed, "The key is down."))
    }
    package typealias Result = Nothing

    package static let example = Example(Params(session: "s-3", pressed: true), Nothing())
}

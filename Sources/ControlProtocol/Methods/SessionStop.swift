/// Ends a session.
package enum SessionStop: Method {
    package static let facts = MethodFacts(
        "session.stop", role: .controller, lane: .priority, servedBy: .server,
        about: "Ends a session.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner])

    /// When a session ends.
    package enum Drain: String, WireWord {
        case now, response
    }

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// Now, or after what is being spoken.
        package var drain: Drain

        package init(session: String, lease: String? = nil, drain: Drain = .now) {
            self.session = session
            self.lease = lease
            self.drain = drain
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("drain", \.drain, "Now, or after what is being spoken.", default: .now))
    }

    package struct Result: WireRecord, Equatable {
        /// It has ended, or will after the response.
        package var ended: Bool

        package init(ended: Bool) {
            self.ended = ended
        }

        package static let record = Record(
            Result.init,
            Field("ended", \.ended, "It has ended, or will after the response."))
    }

    package static let example = Example(Params(session: "s-3", drain: .now), Result(ended: true))
}

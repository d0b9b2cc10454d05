/// Stops what is being spoken.
package enum SessionInterrupt: Method {
    package static let facts = MethodFacts(
        "session.interrupt", role: .controller, lane: .priority, servedBy: .daemon,
        about: "Stops what is being spoken.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?

        package init(session: String, lease: String? = nil) {
            self.session = session
            self.lease = lease
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64))
    }

    package struct Result: WireRecord, Equatable {
        /// How much of it was heard.
        package var playedMilliseconds: Int

        package init(playedMilliseconds: Int) {
            self.playedMilliseconds = playedMilliseconds
        }

        package static let record = Record(
            Result.init,
            Field("played_ms", \.playedMilliseconds, "How much of it was heard."))
    }

    package static let example = Example(Params(session: "s-3"), Result(playedMilliseconds: 1_240))
}

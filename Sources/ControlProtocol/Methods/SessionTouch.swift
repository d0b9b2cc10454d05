/// Puts off the idle timeout.
package enum SessionTouch: Method {
    package static let facts = MethodFacts(
        "session.touch", role: .controller, lane: .ordered, servedBy: .daemon,
        about: "Puts off the idle timeout.",
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
        /// Time left until the session counts as idle.
        package var idleUntilMilliseconds: Int

        package init(idleUntilMilliseconds: Int) {
            self.idleUntilMilliseconds = idleUntilMilliseconds
        }

        package static let record = Record(
            Result.init,
            Field("idle_until_ms", \.idleUntilMilliseconds, "Time left until the session counts as idle."))
    }

    package static let example = Example(Params(session: "s-3"), Result(idleUntilMilliseconds: 90_000))
}

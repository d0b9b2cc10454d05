/// Takes over a session with its lease, after a reconnect or from another program.
package enum SessionAttach: Method {
    package static let facts = MethodFacts(
        "session.attach", role: .controller, lane: .ordered, servedBy: .server,
        about: "Takes over a session with its lease, after a reconnect or from another program.",
        errors: [.sessionUnknown, .lease, .rate])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// From session.start.
        package var lease: String

        package init(session: String, lease: String) {
            self.session = session
            self.lease = lease
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "From session.start.", in: 1...64))
    }

    package struct Result: WireRecord, Equatable {
        /// Where it stands.
        package var state: SessionPhase
        /// Calls that wait for this client's answer.
        package var openToolCalls: [OpenToolCall]

        package init(state: SessionPhase, openToolCalls: [OpenToolCall]) {
            self.state = state
            self.openToolCalls = openToolCalls
        }

        package static let record = Record(
            Result.init,
            Field("state", \.state, "Where it stands."),
            Field("open_tool_calls", \.openToolCalls, "Calls that wait for this client's answer."))
    }

    package static let example = Example(
        Params(session: "s-3", lease: "0f1e2d3c4b5a69788796a5b4c3d2e1f0"),
        Result(state: .listening, openToolCalls: []))
}

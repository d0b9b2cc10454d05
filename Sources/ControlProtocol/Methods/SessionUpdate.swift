/// Changes a running session.
package enum SessionUpdate: Method {
    package static let facts = MethodFacts(
        "session.update", role: .controller, lane: .ordered, servedBy: .daemon,
        about: "Changes a running session.",
        calledBy: .sessionOwner,
        errors: [.sessionUnknown, .notOwner, .sessionState])

    package struct Params: WireRecord, Equatable {
        /// The session.
        package var session: String
        /// Proof of ownership from another connection.
        package var lease: String?
        /// What the model is told.
        package var instructions: String?
        /// Who speaks.
        package var voice: String?
        /// Other session keys of the service.
        package var overrides: JSONObject?

        package init(
            session: String,
            lease: String? = nil,
            instructions: String? = nil,
            voice: String? = nil,
            overrides: JSONObject? = nil
        ) {
            self.session = session
            self.lease = lease
            self.instructions = instructions
            self.voice = voice
            self.overrides = overrides
        }

        package static let record = Record(
            Params.init,
            Field("session", \.session, "The session.", in: 1...64),
            Field("lease", \.lease, "Proof of ownership from another connection.", in: 1...64),
            Field("instructions", \.instructions, "What the model is told.", in: 0...32_768),
            Field("voice", \.voice, "Who speaks.", in: 1...128),
            Field("overrides", \.overrides, "Other session keys of the service.", maxBytes: 16_384))
    }

    package struct Result: WireRecord, Equatable {
        /// What changed.
        package var applied: [NamedItem]

        package init(applied: [NamedItem]) {
            self.applied = applied
        }

        package static let record = Record(
            Result.init,
            Field("applied", \.applied, "What changed."))
    }

    package static let example = Example(
        Params(session: "s-3", instructions: "Answer in one sentence."),
        Result(applied: [NamedItem(name: "instructions")]))
}

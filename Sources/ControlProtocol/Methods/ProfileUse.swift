/// Puts a profile to use.
package enum ProfileUse: Method {
    package static let facts = MethodFacts(
        "profile.use", role: .admin, lane: .async, servedBy: .daemon,
        about: "Puts a profile to use until the daemon ends.",
        errors: [.profile, .configInvalid])

    package struct Params: WireRecord, Equatable {
        /// The profile; without it, what the files say.
        package var name: String?

        package init(name: String? = nil) {
            self.name = name
        }

        package static let record = Record(
            Params.init,
            Field("name", \.name, "The profile; without it, what the files say.", in: 1...64))
    }

    package struct Result: WireRecord, Equatable {
        /// What changed.
        package var applied: [ConfigChange]

        package init(applied: [ConfigChange]) {
            self.applied = applied
        }

        package static let record = Record(
            Result.init,
            Field("applied", \.applied, "What changed."))
    }

    package static let example = Example(Params(name: "kiosk"), Result(applied: [.example]))
}

/// Takes back what config.set changed.
package enum ConfigUnset: Method {
    package static let facts = MethodFacts(
        "config.unset", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Takes back what config.set changed.",
        errors: [.configInvalid, .configNotLive, .configReadOnly])

    package struct Params: WireRecord, Equatable {
        /// The key, dotted.
        package var path: String

        package init(path: String) {
            self.path = path
        }

        package static let record = Record(
            Params.init,
            Field("path", \.path, "The key, dotted.", in: 1...128))
    }

    package struct Result: WireRecord, Equatable {
        /// Its value before.
        package var previous: JSONValue?
        /// When the change takes effect; absent when nothing changed.
        package var applied: ConfigChange.Applied?

        package init(previous: JSONValue? = nil, applied: ConfigChange.Applied? = nil) {
            self.previous = previous
            self.applied = applied
        }

        package static let record = Record(
            Result.init,
            Field("previous", \.previous, "Its value before."),
            Field("applied", \.applied, "When the change takes effect; absent when nothing changed."))
    }

    package static let example = Example(Params(path: "dsp.ns.suppress_db"), Result(previous: -25, applied: .live))
}

/// Changes a key until the daemon ends or the time is over.
package enum ConfigSet: Method {
    package static let facts = MethodFacts(
        "config.set", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Changes a key until the daemon ends or the time is over.",
        errors: [.configInvalid, .configNotLive, .configReadOnly])

    package struct Params: WireRecord, Equatable {
        /// The key, dotted.
        package var path: String
        /// Its new value.
        package var value: JSONValue
        /// Goes back by itself after this.
        package var ttlMilliseconds: Int?

        package init(path: String, value: JSONValue, ttlMilliseconds: Int? = nil) {
            self.path = path
            self.value = value
            self.ttlMilliseconds = ttlMilliseconds
        }

        package static let record = Record(
            Params.init,
            Field("path", \.path, "The key, dotted.", in: 1...128),
            Field("value", \.value, "Its new value.", maxBytes: 2_048),
            Field("ttl_ms", \.ttlMilliseconds, "Goes back by itself after this.", in: 1...86_400_000))
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

    package static let example = Example(
        Params(path: "dsp.ns.suppress_db", value: -25, ttlMilliseconds: 600_000),
        Result(previous: -20, applied: .live))
}

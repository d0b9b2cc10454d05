/// Changes settings of one stage until the time is over.
package enum DspSet: Method {
    package static let facts = MethodFacts(
        "dsp.set", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Changes settings of one stage until the time is over.",
        errors: [.configInvalid, .configNotLive])

    package struct Params: WireRecord, Equatable {
        /// The stage.
        package var stage: String
        /// Setting and value.
        package var values: JSONObject
        /// Goes back by itself after this.
        package var ttlMilliseconds: Int?

        package init(stage: String, values: JSONObject, ttlMilliseconds: Int? = nil) {
            self.stage = stage
            self.values = values
            self.ttlMilliseconds = ttlMilliseconds
        }

        package static let record = Record(
            Params.init,
            Field("stage", \.stage, "The stage.", in: 1...32),
            Field("values", \.values, "Setting and value.", maxBytes: 4_096),
            Field("ttl_ms", \.ttlMilliseconds, "Goes back by itself after this.", in: 1...86_400_000))
    }

    package struct Result: WireRecord, Equatable {
        /// Each setting of the stage.
        package var effective: [ConfigValue]

        package init(effective: [ConfigValue]) {
            self.effective = effective
        }

        package static let record = Record(
            Result.init,
            Field("effective", \.effective, "Each setting of the stage."))
    }

    package static let example = Example(
        Params(stage: "ns", values: JSONObject([.init(name: "suppress_db", value: -30)]), ttlMilliseconds: 600_000),
        Result(effective: [.example]))
}

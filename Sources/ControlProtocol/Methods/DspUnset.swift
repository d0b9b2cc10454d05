/// Takes back what dsp.set changed.
package enum DspUnset: Method {
    package static let facts = MethodFacts(
        "dsp.unset", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Takes back what dsp.set changed.",
        errors: [.configNotLive])

    package struct Params: WireRecord, Equatable {
        /// The stage.
        package var stage: String

        package init(stage: String) {
            self.stage = stage
        }

        package static let record = Record(
            Params.init,
            Field("stage", \.stage, "The stage.", in: 1...32))
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

    package static let example = Example(Params(stage: "ns"), Result(effective: [.example]))
}

/// Keeps what dsp.set changed for as long as the daemon runs.
package enum DspKeep: Method {
    package static let facts = MethodFacts(
        "dsp.keep", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Keeps what dsp.set changed until the daemon ends. Its reply is what a drop-in file has to say.")

    package struct Params: WireRecord, Equatable {
        /// Only this stage.
        package var stage: String?

        package init(stage: String? = nil) {
            self.stage = stage
        }

        package static let record = Record(
            Params.init,
            Field("stage", \.stage, "Only this stage.", in: 1...32))
    }

    package struct Result: WireRecord, Equatable {
        /// Each setting that was kept.
        package var kept: [ConfigValue]

        package init(kept: [ConfigValue]) {
            self.kept = kept
        }

        package static let record = Record(
            Result.init,
            Field("kept", \.kept, "Each setting that was kept."))
    }

    package static let example = Example(Params(stage: "ns"), Result(kept: [.example]))
}

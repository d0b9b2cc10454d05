/// The settings of the signal path in effect.
package enum DspGet: Method {
    package static let facts = MethodFacts(
        "dsp.get", role: .observer, lane: .ordered, servedBy: .daemon,
        about: "The settings of the signal path in effect, and how it copes with the room.",
        errors: [.configInvalid])

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
        /// Each setting.
        package var effective: [ConfigValue]
        /// While the sound card is in use.
        package var health: SignalHealth?

        package init(effective: [ConfigValue], health: SignalHealth? = nil) {
            self.effective = effective
            self.health = health
        }

        package static let record = Record(
            Result.init,
            Field("effective", \.effective, "Each setting."),
            Field("health", \.health, "While the sound card is in use."))
    }

    package static let example = Example(Params(stage: "ns"), Result(effective: [.example], health: .example))
}

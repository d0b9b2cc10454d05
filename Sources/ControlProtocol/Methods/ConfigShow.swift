/// The configuration in effect. Secrets only say whether they are set.
package enum ConfigShow: Method {
    package static let facts = MethodFacts(
        "config.show", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "The configuration in effect. Secrets only say whether they are set.")

    package struct Params: WireRecord, Equatable {
        /// Only this section.
        package var section: String?
        /// Say where each value came from.
        package var origins: Bool

        package init(section: String? = nil, origins: Bool = false) {
            self.section = section
            self.origins = origins
        }

        package static let record = Record(
            Params.init,
            Field("section", \.section, "Only this section.", in: 1...64),
            Field("origins", \.origins, "Say where each value came from.", default: false))
    }

    package struct Result: WireRecord, Equatable {
        /// Each key.
        package var values: [ConfigValue]

        package init(values: [ConfigValue]) {
            self.values = values
        }

        package static let record = Record(
            Result.init,
            Field("values", \.values, "Each key."))
    }

    package static let example = Example(Params(section: "dsp"), Result(values: [.example]))
}

/// The microphones and loudspeakers.
package enum AudioDevices: Method {
    package static let facts = MethodFacts(
        "audio.devices", role: .observer, lane: .ordered, servedBy: .daemon,
        about: "The microphones and loudspeakers.",
        errors: [.serverDown])

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// Microphones.
        package var sources: [AudioDevice]
        /// Loudspeakers.
        package var sinks: [AudioDevice]

        package init(sources: [AudioDevice], sinks: [AudioDevice]) {
            self.sources = sources
            self.sinks = sinks
        }

        package static let record = Record(
            Result.init,
            Field("sources", \.sources, "Microphones."),
            Field("sinks", \.sinks, "Loudspeakers."))
    }

    package static let example = Example(Nothing(), Result(sources: [.example], sinks: []))
}

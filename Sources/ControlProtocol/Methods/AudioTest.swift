/// Measures the sound card: a tone, a loop from loudspeaker to microphone, or its delay.
package enum AudioTest: Method {
    package static let facts = MethodFacts(
        "audio.test", role: .admin, lane: .async, servedBy: .daemon,
        about: "Measures the sound card: a tone, a loop from loudspeaker to microphone, or its delay.",
        errors: [.sessionBusy, .serverDown, .noDevice, .stalled])

    /// What to measure.
    package enum Kind: String, WireWord {
        case tone, loop, delay
    }

    /// What a test measured.
    package struct Measured: WireRecord, Equatable {
        /// Loudspeaker to microphone.
        package var delayMilliseconds: Double?
        /// At the microphone.
        package var levelDecibels: Double?
        /// At rest.
        package var noiseDecibels: Double?

        package init(delayMilliseconds: Double? = nil, levelDecibels: Double? = nil, noiseDecibels: Double? = nil) {
            self.delayMilliseconds = delayMilliseconds
            self.levelDecibels = levelDecibels
            self.noiseDecibels = noiseDecibels
        }

        package static let record = Record(
            Measured.init,
            Field("delay_ms", \.delayMilliseconds, "Loudspeaker to microphone."),
            Field("level_db", \.levelDecibels, "At the microphone."),
            Field("noise_db", \.noiseDecibels, "At rest."))
    }

    package struct Params: WireRecord, Equatable {
        /// What to measure.
        package var kind: Kind

        package init(kind: Kind) {
            self.kind = kind
        }

        package static let record = Record(
            Params.init,
            Field("kind", \.kind, "What to measure."))
    }

    package struct Result: WireRecord, Equatable {
        /// What came out.
        package var measured: Measured

        package init(measured: Measured) {
            self.measured = measured
        }

        package static let record = Record(
            Result.init,
            Field("measured", \.measured, "What came out."))
    }

    package static let example = Example(
        Params(kind: .delay),
        Result(measured: Measured(delayMilliseconds: 42.5, levelDecibels: -31)))
}

/// Measures the sound card: a tone, a loop from loudspeaker to microphone, or its delay.
package enum AudioTest: Method {
    package static let facts = MethodFacts(
        "audio.test", role: .admin, lane: .async, servedBy: .daemon,
        about: "Plays chirps and measures what the microphone hears; loop is kept for the pair of devices.",
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
        /// How fast the delay grows.
        package var driftPartsPerMillion: Double?
        /// How much quieter the echo is than what is played.
        package var echoLossDecibels: Double?
        /// Share of the microphone's samples that clip.
        package var clippedShare: Double?

        package init(
            delayMilliseconds: Double? = nil, levelDecibels: Double? = nil, noiseDecibels: Double? = nil,
            driftPartsPerMillion: Double? = nil, echoLossDecibels: Double? = nil, clippedShare: Double? = nil
        ) {
            self.delayMilliseconds = delayMilliseconds
            self.levelDecibels = levelDecibels
            self.noiseDecibels = noiseDecibels
            self.driftPartsPerMillion = driftPartsPerMillion
            self.echoLossDecibels = echoLossDecibels
            self.clippedShare = clippedShare
        }

        package static let record = Record(
            Measured.init,
            Field("delay_ms", \.delayMilliseconds, "Loudspeaker to microphone."),
            Field("level_db", \.levelDecibels, "At the microphone."),
            Field("noise_db", \.noiseDecibels, "At rest."),
            Field("drift_ppm", \.driftPartsPerMillion, "How fast the delay grows."),
            Field("echo_loss_db", \.echoLossDecibels, "How much quieter the echo is than what is played."),
            Field("clipped_share", \.clippedShare, "Share of the microphone's samples that clip."))
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
        /// No check failed.
        package var passed: Bool?
        /// What that means.
        package var checks: [CheckReport]?
        /// The device that listened.
        package var microphone: String?
        /// The device that played.
        package var loudspeaker: String?

        package init(
            measured: Measured, passed: Bool? = nil, checks: [CheckReport]? = nil, microphone: String? = nil,
            loudspeaker: String? = nil
        ) {
            self.measured = measured
            self.passed = passed
            self.checks = checks
            self.microphone = microphone
            self.loudspeaker = loudspeaker
        }

        package static let record = Record(
            Result.init,
            Field("measured", \.measured, "What came out."),
            Field("passed", \.passed, "No check failed."),
            Field("checks", \.checks, "What that means."),
            Field("microphone", \.microphone, "The device that listened."),
            Field("loudspeaker", \.loudspeaker, "The device that played."))
    }

    package static let example = Example(
        Params(kind: .delay),
        Result(measured: Measured(delayMilliseconds: 42.5, levelDecibels: -31)))
}

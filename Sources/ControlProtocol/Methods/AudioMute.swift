/// Mutes or unmutes. A hard mute is lifted only by the user who set it, or an admin.
package enum AudioMute: Method {
    package static let facts = MethodFacts(
        "audio.mute", role: .controller, lane: .priority, servedBy: .daemon,
        about: "Mutes or unmutes. A hard mute is lifted only by the user who set it, or an admin.",
        errors: [.hardMuted])

    package struct Params: WireRecord, Equatable {
        /// Microphone or loudspeaker.
        package var direction: AudioDirection
        /// Muted.
        package var isOn: Bool
        /// The microphone's mute that belongs to whoever set it.
        package var hard: Bool

        package init(direction: AudioDirection = .input, isOn: Bool, hard: Bool = false) {
            self.direction = direction
            self.isOn = isOn
            self.hard = hard
        }

        package static let record = Record(
            Params.init,
            Field("direction", \.direction, "Microphone or loudspeaker.", default: .input),
            Field("on", \.isOn, "Muted."),
            Field(
                "hard", \.hard,
                "The microphone's mute that belongs to whoever set it: below all else, and it outlives sessions.",
                default: false))
    }

    package struct Result: WireRecord, Equatable {
        /// Muted now.
        package var isOn: Bool

        package init(isOn: Bool) {
            self.isOn = isOn
        }

        package static let record = Record(
            Result.init,
            Field("on", \.isOn, "Muted now."))
    }

    package static let example = Example(Params(direction: .input, isOn: true), Result(isOn: true))
}

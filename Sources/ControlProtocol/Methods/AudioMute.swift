/// Mutes or unmutes. A hard mute is lifted only where it was set.
package enum AudioMute: Method {
    package static let facts = MethodFacts(
        "audio.mute", role: .controller, lane: .priority, servedBy: .daemon,
        about: "Mutes or unmutes. A hard mute is lifted only where it was set.",
        errors: [.hardMuted])

    package struct Params: WireRecord, Equatable {
        /// Microphone or loudspeaker.
        package var direction: AudioDirection
        /// Muted.
        package var isOn: Bool

        package init(direction: AudioDirection = .input, isOn: Bool) {
            self.direction = direction
            self.isOn = isOn
        }

        package static let record = Record(
            Params.init,
            Field("direction", \.direction, "Microphone or loudspeaker.", default: .input),
            Field("on", \.isOn, "Muted."))
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

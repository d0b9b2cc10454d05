/// A device came, went, or was chosen.
package struct AudioDeviceChange: Topic, Equatable {
    /// What happened.
    package var change: Change
    /// Microphone or loudspeaker.
    package var direction: AudioDirection
    /// Which.
    package var device: AudioDevice

    package init(change: Change, direction: AudioDirection, device: AudioDevice) {
        self.change = change
        self.direction = direction
        self.device = device
    }

    package static let record = Record(
        AudioDeviceChange.init,
        Field("change", \.change, "What happened."),
        Field("direction", \.direction, "Microphone or loudspeaker."),
        Field("device", \.device, "Which."))

    package static let facts = TopicFacts(
        "audio.device", keeps: .must, role: .observer,
        about: "A device came, went, or was chosen.")
    package static let example = AudioDeviceChange(change: .added, direction: .input, device: .example)

    /// What happened to a device.
    package enum Change: String, WireWord {
        case added, removed, chosen
    }
}

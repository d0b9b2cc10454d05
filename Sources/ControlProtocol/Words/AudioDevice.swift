/// One microphone or loudspeaker.
package struct AudioDevice: WireRecord, Equatable {
    /// Its name in the sound server.
    package var name: String
    /// Its name for people.
    package var desc: String
    /// What the sound server says about it.
    package var state: String
    /// It records what a loudspeaker plays.
    package var monitor: Bool
    /// It is in use, or without a session the next one uses it.
    package var chosen: Bool

    package init(name: String, desc: String, state: String, monitor: Bool = false, chosen: Bool = false) {
        self.name = name
        self.desc = desc
        self.state = state
        self.monitor = monitor
        self.chosen = chosen
    }

    package static let record = Record(
        AudioDevice.init,
        Field("name", \.name, "Its name in the sound server."),
        Field("desc", \.desc, "Its name for people."),
        Field("state", \.state, "What the sound server says about it."),
        Field("monitor", \.monitor, "It records what a loudspeaker plays.", default: false),
        Field("chosen", \.chosen, "It is in use, or without a session the next one uses it.", default: false))

    package static let example = AudioDevice(
        name: "alsa_input.usb", desc: "USB speakerphone", state: "running", chosen: true)
}

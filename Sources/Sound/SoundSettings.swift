/// What an admin may say about the sound card.
package struct SoundSettings: Sendable, Equatable {
    package var source = DeviceChoice()
    package var sink = DeviceChoice()
    /// Address of the sound server; `nil` takes the library's own (PULSE_SERVER, then the user's).
    package var server: String?
    package var reference = ReferenceKind.playback
    /// A sink's monitor as microphone. Only for tests and special installations: it records our own voice.
    package var allowMonitorAsSource = false
    /// Media role told to the sound server ("phone", …); empty for none.
    package var role = ""
    /// How long the loudspeaker's stream stays open after it was last wanted. `nil`: for ever.
    package var keepSinkWarm: Duration? = .seconds(2)
    /// Buffering asked of the server for playback, in milliseconds. Four blocks give steady 10 ms requests.
    package var playbackLatencyMilliseconds = 40
    /// How much of the microphone's sound the server hands over at once, in milliseconds.
    package var fragmentMilliseconds = 10
    /// The fade of a voice that is cut, in milliseconds.
    package var fadeMilliseconds = 6
    /// How much quieter other programs' streams are while ours is open; 0 leaves them alone.
    package var duckOthersDecibels = 0.0
    package var onSourceLost = OnDeviceLost.reselect
    package var onSinkLost = OnDeviceLost.reselect
    /// SCHED_RR priority of the sound thread; 0 for an ordinary thread.
    package var threadPriority: Int32 = 10

    package init() {}

    /// The loudspeaker's stream must have a role for the server to know whom to lower others for.
    package var playbackRole: String { role.isEmpty && duckOthersDecibels < 0 ? "voicelived" : role }
}

/// What the echo canceller's reference is made of.
package enum ReferenceKind: String, Sendable, CaseIterable {
    /// What we hand to the device. Exact and cheap.
    case playback
    /// The sink's monitor: other programs' sound too.
    case monitor
}

/// What to do when the chosen device disappears.
package enum OnDeviceLost: String, Sendable, CaseIterable {
    /// Stay without a device until it is back.
    case wait
    /// Take the next best one, and return to the preferred one when it is back.
    case reselect
}

/// Which device to use: the first match in order of preference that is present.
package struct DeviceChoice: Sendable, Equatable {
    /// In order of preference; empty means "auto".
    package var preferences: [DeviceMatch] = []
    /// Whether the server's default will do when no preference is present. Always true for "auto".
    package var acceptsDefault = true

    package init(preferences: [DeviceMatch] = [], acceptsDefault: Bool = true) {
        self.preferences = preferences
        self.acceptsDefault = acceptsDefault
    }
}

/// One way to recognise a device. Indices change on every re-plug; names and properties stay.
package enum DeviceMatch: Sendable, Equatable {
    case name(String)
    /// All of these properties have these values (`device.bus`, `device.serial`, …).
    case properties([String: String])
}

/// The sound card.
package struct AudioSection: SettingSection {
    package enum Reference: String, Choice { case playback, monitor }
    package enum DeviceLost: String, Choice { case wait, reselect }

    package var server = ""
    package var source = DeviceChoice.automatic
    package var sink = DeviceChoice.automatic
    package var preferSources: [DeviceChoice] = []
    package var preferSinks: [DeviceChoice] = []
    package var onSourceLost = DeviceLost.reselect
    package var onSinkLost = DeviceLost.reselect
    package var allowMonitor = false
    package var reference = Reference.playback
    package var rate = 16000
    package var fragment = Duration.milliseconds(20)
    package var latency = Duration.milliseconds(40)
    package var keepSinkWarm = Duration.seconds(2)
    package var role = ""
    package var volume = 0.0
    package var volumeCeiling = -6.0
    package var duckOthers = 0.0
    package var realtimePriority = 10
    package var startMuted = false

    package init() {}

    package static let path = "audio"
    package static let about = "The sound card, by way of PulseAudio or pipewire-pulse."

    package static let keys: [SettingKey<AudioSection>] = deviceKeys + streamKeys + levelKeys

    private static let deviceKeys: [SettingKey<AudioSection>] = [
        SettingKey(
            "server", \.server, .text(upTo: 256), .restart,
            "Address of the sound server, such as unix:/run/voicelived-audio/native. Empty: as libpulse finds it."),
        SettingKey(
            "source", \.source, .device, .gap,
            "The microphone: \"auto\", a source's name, or a table of properties that must all match."),
        SettingKey(
            "sink", \.sink, .device, .gap,
            "The loudspeaker: \"auto\", a sink's name, or a table of properties that must all match."),
        SettingKey(
            "prefer_sources", \.preferSources, .list(of: .device, upTo: 16), .gap,
            "For source = \"auto\": these first, in this order. When a better one appears, it is used."),
        SettingKey(
            "prefer_sinks", \.preferSinks, .list(of: .device, upTo: 16), .gap,
            "For sink = \"auto\": these first, in this order. When a better one appears, it is used."),
        SettingKey(
            "on_source_lost", \.onSourceLost, .choice, .live,
            "When the microphone is unplugged: wait for it, or reselect another until it is back."),
        SettingKey(
            "on_sink_lost", \.onSinkLost, .choice, .live,
            "When the loudspeaker is unplugged: wait for it, or reselect another until it is back."),
        SettingKey(
            "allow_monitor", \.allowMonitor, .boolean, .gap,
            "Allow a loudspeaker's monitor as microphone. The daemon then hears itself: for tests only."),
    ]

    private static let streamKeys: [SettingKey<AudioSection>] = [
        SettingKey(
            "reference", \.reference, .choice, .gap,
            """
            What the echo canceller takes as the loudspeaker's sound: what this daemon plays (playback), or all that \
            the sink plays, other programs' music and navigation too (monitor).
            """),
        SettingKey(
            "rate", \.rate, .oneOf([16000, 24000], unit: "hertz"), .nextSession, "Sample rate of the signal path."),
        SettingKey(
            "fragment_ms", \.fragment, .milliseconds(5...100), .gap,
            "How much sound the server hands over at once. Shorter is faster and costs more."),
        SettingKey(
            "latency_ms", \.latency, .milliseconds(10...500), .gap,
            "How much sound may wait in the server before the loudspeaker."),
        SettingKey(
            "keep_sink_warm", \.keepSinkWarm, .duration(.zero...(.seconds(86400))), .live,
            "How long the loudspeaker stays open after the last sound. Some devices cut the first syllable after waking."
        ),
        SettingKey(
            "role", \.role, .text(upTo: 64), .gap,
            "media.role of both streams, such as phone in a car. Empty: none. Roles may duck or move other streams."),
        SettingKey(
            "realtime_priority", \.realtimePriority, .integer(0...20), .restart,
            "Priority of the audio thread, 0 for none. The unit's LimitRTPRIO= must allow it."),
    ]

    private static let levelKeys: [SettingKey<AudioSection>] = [
        SettingKey("volume_db", \.volume, .number(-60...0, unit: "decibels"), .live, "Volume of the agent's voice."),
        SettingKey(
            "volume_ceiling_db", \.volumeCeiling, .number(-60...0, unit: "decibels below full scale"), .live,
            "Nothing leaves the loudspeaker louder than this, whatever the service sends."),
        SettingKey(
            "duck_others_db", \.duckOthers, .number(-60...0, unit: "decibels"), .gap,
            """
            Lower other programs' streams by this much while the loudspeaker is open for a session. 0: leave them alone. \
            PulseAudio does it, if it lets clients load modules, and raises them again by itself. The package's own \
            sound server, voicelived-pulse, does not let them: there it has no effect.
            """),
        SettingKey(
            "start_muted", \.startMuted, .boolean, .restart, "Begin with the microphone muted, until a client opens it."
        ),
    ]
}

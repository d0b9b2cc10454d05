/// The sound card in a line.
package struct AudioSummary: WireRecord, Equatable {
    /// What it does.
    package var state: AudioRunState
    /// The microphone in use.
    package var source: String?
    /// The loudspeaker in use.
    package var sink: String?
    /// The microphone is muted.
    package var muted: Bool
    /// The mute that only its holder lifts is on.
    package var hardMuted: Bool
    /// The loudspeaker's volume.
    package var volumeDecibels: Double?
    /// The loudspeaker is muted.
    package var sinkMuted: Bool

    package init(
        state: AudioRunState,
        source: String? = nil,
        sink: String? = nil,
        muted: Bool = false,
        hardMuted: Bool = false,
        volumeDecibels: Double? = nil,
        sinkMuted: Bool = false
    ) {
        self.state = state
        self.source = source
        self.sink = sink
        self.muted = muted
        self.hardMuted = hardMuted
        self.volumeDecibels = volumeDecibels
        self.sinkMuted = sinkMuted
    }

    package static let record = Record(
        AudioSummary.init,
        Field("state", \.state, "What it does."),
        Field("source", \.source, "The microphone in use."),
        Field("sink", \.sink, "The loudspeaker in use."),
        Field("muted", \.muted, "The microphone is muted.", default: false),
        Field("hard_muted", \.hardMuted, "The mute that only its holder lifts is on.", default: false),
        Field("volume_db", \.volumeDecibels, "The loudspeaker's volume."),
        Field("sink_muted", \.sinkMuted, "The loudspeaker is muted.", default: false))

    package static let example = AudioSummary(state: .running, source: "alsa_input.usb", sink: "alsa_output.usb")
}

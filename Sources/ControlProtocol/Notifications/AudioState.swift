/// What the sound card does.
package struct AudioState: Topic, Equatable {
    /// What.
    package var state: AudioRunState
    /// The microphone is muted.
    package var muted: Bool
    /// The mute that only its holder lifts is on.
    package var hardMuted: Bool
    /// The microphone in use.
    package var source: String?
    /// The loudspeaker in use.
    package var sink: String?

    package init(
        state: AudioRunState,
        muted: Bool = false,
        hardMuted: Bool = false,
        source: String? = nil,
        sink: String? = nil
    ) {
        self.state = state
        self.muted = muted
        self.hardMuted = hardMuted
        self.source = source
        self.sink = sink
    }

    package static let record = Record(
        AudioState.init,
        Field("state", \.state, "What."),
        Field("muted", \.muted, "The microphone is muted.", default: false),
        Field("hard_muted", \.hardMuted, "The mute that only its holder lifts is on.", default: false),
        Field("source", \.source, "The microphone in use."),
        Field("sink", \.sink, "The loudspeaker in use."))

    package static let facts = TopicFacts(
        "audio.state", keeps: .must, role: .observer, isState: true,
        about: "What the sound card does.")
    package static let example = AudioState(state: .running)
}

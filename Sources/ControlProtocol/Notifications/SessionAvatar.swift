/// Whether the avatar needs a screen: a picture belongs to one line, and after a renewal the screen has to offer again.
package struct SessionAvatar: Topic, Equatable {
    /// How it stands.
    package var state: State

    package init(state: State) {
        self.state = state
    }

    package static let record = Record(
        SessionAvatar.init, Field("state", \.state, "wanted: call session.avatar.connect, also if you did before."))

    package static let facts = TopicFacts(
        "session.avatar", keeps: .must, role: .observer, isState: true,
        about: "Whether the avatar needs a screen's offer, as it does on every line to the service anew.")
    package static let example = SessionAvatar(state: .wanted)

    /// Whether a screen shows it.
    package enum State: String, WireWord {
        /// There is no avatar, or no line to the service.
        case none
        case wanted, connected
    }
}

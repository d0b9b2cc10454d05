/// The configuration in effect changed.
package struct ConfigChanged: Topic, Equatable {
    /// Which keys.
    package var paths: [ConfigChange]
    /// What changed them: reload, set, unset, profile or expired.
    package var origin: String

    package init(paths: [ConfigChange], origin: String) {
        self.paths = paths
        self.origin = origin
    }

    package static let record = Record(
        ConfigChanged.init,
        Field("paths", \.paths, "Which keys."),
        Field("origin", \.origin, "What changed them: reload, set, unset, profile or expired."))

    package static let facts = TopicFacts(
        "config.changed", keeps: .must, role: .observer,
        about: "The configuration in effect changed.")
    package static let example = ConfigChanged(paths: [.example], origin: "reload")
}

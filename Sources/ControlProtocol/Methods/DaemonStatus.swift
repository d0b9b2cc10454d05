/// The daemon at a glance.
package enum DaemonStatus: Method {
    package static let facts = MethodFacts(
        "daemon.status", role: .observer, lane: .ordered, servedBy: .daemon,
        about: "The daemon at a glance.")

    /// What the daemon is doing.
    package enum State: String, WireWord {
        case starting, idle, stopping
        case inSession = "in_session"
        case needsCredentials = "needs_credentials"
    }

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// What it is doing.
        package var state: State
        /// The session that has the microphone.
        package var session: SessionSummary?
        /// The sound card.
        package var audio: AudioSummary
        /// The connection to the service.
        package var link: LinkSummary
        /// The profile in use.
        package var profile: String
        /// Lasting troubles; empty when all is well.
        package var degraded: [Degradation]
        /// Time since the daemon started.
        package var uptimeMilliseconds: Int
        /// The daemon's version.
        package var version: String
        /// New sessions are refused.
        package var isInMaintenance: Bool

        package init(
            state: State,
            session: SessionSummary? = nil,
            audio: AudioSummary,
            link: LinkSummary,
            profile: String,
            degraded: [Degradation],
            uptimeMilliseconds: Int,
            version: String,
            isInMaintenance: Bool = false
        ) {
            self.state = state
            self.session = session
            self.audio = audio
            self.link = link
            self.profile = profile
            self.degraded = degraded
            self.uptimeMilliseconds = uptimeMilliseconds
            self.version = version
            self.isInMaintenance = isInMaintenance
        }

        package static let record = Record(
            Result.init,
            Field("state", \.state, "What it is doing."),
            Field("session", \.session, "The session that has the microphone."),
            Field("audio", \.audio, "The sound card."),
            Field("link", \.link, "The connection to the service."),
            Field("profile", \.profile, "The profile in use."),
            Field("degraded", \.degraded, "Lasting troubles; empty when all is well."),
            Field("uptime_ms", \.uptimeMilliseconds, "Time since the daemon started."),
            Field("version", \.version, "The daemon's version."),
            Field("maintenance", \.isInMaintenance, "New sessions are refused.", default: false))
    }

    package static let example = Example(
        Nothing(),
        Result(
            state: .idle, audio: .example, link: .example, profile: "kiosk", degraded: [], uptimeMilliseconds: 81_234,
            version: "0.1.0"))
}

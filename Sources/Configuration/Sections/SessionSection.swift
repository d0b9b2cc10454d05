/// Life of a session.
package struct SessionSection: SettingSection {
    package enum OwnerGone: String, Choice {
        case end, keep
        case endAfterResponse = "end_after_response"
    }
    package enum LinkLost: String, Choice { case retry, pause, end }

    package var onGone = OwnerGone.end
    package var grace = Duration.seconds(3)
    package var idleTimeout = Duration.seconds(90)
    package var idleWarning = Duration.seconds(10)
    package var maxDuration = Duration.seconds(0)
    package var onLinkLost = LinkLost.retry
    package var linkLostLimit = Duration.seconds(60)
    package var queue = 4
    package var resume = true
    package var resumeWithin = Duration.seconds(600)

    package init() {}

    package static let path = "session"
    package static let about = "Beginning, end and ownership of sessions."

    package static let keys: [SettingKey<SessionSection>] = [
        SettingKey(
            "on_gone", \.onGone, .choice, .live,
            "When the client that started the session goes away: end after grace, keep it, or finish the answer."),
        SettingKey(
            "grace", \.grace, .duration(.zero...(.seconds(3600))), .live,
            "How long the client may be away before that."
        ),
        SettingKey(
            "idle_timeout", \.idleTimeout, .duration(.zero...(.seconds(86400))), .live,
            "End after this time without confirmed speech of either side. 0s: never."),
        SettingKey(
            "idle_warning", \.idleWarning, .duration(.zero...(.seconds(600))), .live,
            "Clients are told this long before."),
        SettingKey(
            "max_duration", \.maxDuration, .duration(.zero...(.seconds(86400))), .live,
            "The longest session. 0s: no limit; renewals of the connection are inside one session."),
        SettingKey(
            "on_link_lost", \.onLinkLost, .choice, .live,
            "When no endpoint can be reached. retry: try until link_lost_limit, then end. pause: try for ever; after link_lost_limit "
                + "the microphone rests meanwhile. end: at once, when each endpoint was tried."),
        SettingKey(
            "link_lost_limit", \.linkLostLimit, .duration(.seconds(1)...(.seconds(86400))), .live,
            "How long that may last."),
        SettingKey("queue", \.queue, .integer(0...16), .live, "Clients that may wait for the session to be free."),
        SettingKey(
            "resume", \.resume, .boolean, .nextSession,
            """
            Go on with the conversation after a restart of the daemon: by itself with a session that is kept when its \
            owner goes, and otherwise with the next one that the same user starts. Until then the transcript is in the \
            state directory, for the daemon's user alone; it is erased when the session ends.
            """),
        SettingKey(
            "resume_within", \.resumeWithin, .duration(.seconds(1)...(.seconds(86400))), .nextSession,
            "A conversation that was left longer ago is erased instead."),
    ]
}

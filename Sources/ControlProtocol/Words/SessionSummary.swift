/// One session as others may see it.
package struct SessionSummary: WireRecord, Equatable {
    /// Its name.
    package var session: String
    /// Where it stands.
    package var state: SessionPhase
    /// Who started it.
    package var owner: ClientName?
    /// Its class.
    package var priority: PriorityClass
    /// The profile it was started with.
    package var profile: String?
    /// Its place in the queue, from 1.
    package var queuePosition: Int?
    /// Time since session.start.
    package var ageMilliseconds: Int

    package init(
        session: String,
        state: SessionPhase,
        owner: ClientName? = nil,
        priority: PriorityClass,
        profile: String? = nil,
        queuePosition: Int? = nil,
        ageMilliseconds: Int
    ) {
        self.session = session
        self.state = state
        self.owner = owner
        self.priority = priority
        self.profile = profile
        self.queuePosition = queuePosition
        self.ageMilliseconds = ageMilliseconds
    }

    package static let record = Record(
        SessionSummary.init,
        Field("session", \.session, "Its name."),
        Field("state", \.state, "Where it stands."),
        Field("owner", \.owner, "Who started it."),
        Field("priority", \.priority, "Its class."),
        Field("profile", \.profile, "The profile it was started with."),
        Field("queue_position", \.queuePosition, "Its place in the queue, from 1."),
        Field("age_ms", \.ageMilliseconds, "Time since session.start."))

    package static let example = SessionSummary(
        session: "s-3", state: .listening, priority: .ui, ageMilliseconds: 4_200)
}

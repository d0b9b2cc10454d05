import ControlProtocol

extension CommandTable {
    static let events = Command(
        name: "events", arguments: "[TOPIC…]", about: "Prints events as they come, one JSON object a line."
    ) { (session) throws(Failure) in
        let topics = session.arguments.words.isEmpty ? ["*"] : session.arguments.words
        let connection = try session.connect()
        let subscribed = try follow(topics, connection)
        for entry in subscribed.snapshot { session.terminal.result(JSONWriter.text(of: entry.wire)) }
        while true {
            guard let event = try connection.notification(timeout: nil) else { continue }
            session.terminal.result(JSONWriter.text(of: event))
        }
    }

    static let monitor = Command(
        name: "monitor", arguments: "", about: "The conversation live: words, turns, levels, times."
    ) { (session) throws(Failure) in
        let connection = try session.connect()
        var topics = [
            "session.state", "session.transcript", "session.turn", "session.approval", "audio.state", "link.state",
        ]
        if session.wantsJSON || !session.terminal.isPlain { topics.append("audio.activity") }
        let subscribed = try followWhatIsAllowed(topics, session, connection)
        var screen = MonitorScreen(session)
        for entry in subscribed.snapshot { screen.show(entry.topic, entry.data, entry.wire) }
        if !subscribed.snapshot.contains(where: { $0.session != nil }) {
            session.terminal.talk("no session is active: voicelivectl session start begins one")
        }
        while true {
            guard let event = try connection.notification(timeout: nil), let topic = event["method"]?.string,
                let data = event["params"]?["data"]
            else { continue }
            screen.show(topic, data, event)
        }
    }

    static func follow(
        _ topics: [String], every milliseconds: Int = 0, _ connection: Connection
    ) throws(Failure) -> EventsSubscribe.Result {
        let params = EventsSubscribe.Params(
            topics: topics.map { TopicChoice(name: $0) }, minIntervalMilliseconds: milliseconds)
        return try connection.call(EventsSubscribe.self, params)
    }

    /// Without the words when the role does not give them, saying so.
    private static func followWhatIsAllowed(
        _ topics: [String], _ session: Session, _ connection: Connection
    ) throws(Failure) -> EventsSubscribe.Result {
        do { return try follow(topics, connection) } catch {
            guard error.code == .permission else { throw error }
            session.terminal.talk("voicelivectl: without transcripts: \(visible(error.message))")
            return try follow(topics.filter { !["session.transcript", "session.approval"].contains($0) }, connection)
        }
    }
}

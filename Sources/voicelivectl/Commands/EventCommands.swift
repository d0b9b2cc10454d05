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
        let topics = ["session.state", "session.transcript", "session.turn", "audio.state", "link.state"]
        let subscribed = try followWhatIsAllowed(topics, session, connection)
        for entry in subscribed.snapshot {
            if let line = MonitorLine.text(entry.topic, entry.data, session.terminal) { session.terminal.result(line) }
        }
        while true {
            guard let event = try connection.notification(timeout: nil), let topic = event["method"]?.string,
                let data = event["params"]?["data"]
            else { continue }
            if session.wantsJSON {
                session.terminal.result(JSONWriter.text(of: event))
            } else if let line = MonitorLine.text(topic, data, session.terminal) {
                session.terminal.result(line)
            }
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
            return try follow(topics.filter { $0 != "session.transcript" }, connection)
        }
    }
}

/// One event for people.
enum MonitorLine {
    static func text(_ topic: String, _ data: JSONValue, _ terminal: Terminal) -> String? {
        switch ControlTopic(rawValue: topic) {
        case .sessionState: (try? SessionState(wire: data)).map { terminal.dim("— \($0.state.rawValue)") }
        case .sessionTranscript: (try? SessionTranscript(wire: data)).flatMap { words($0, terminal) }
        case .sessionTurn:
            (try? SessionTurn(wire: data)).map { terminal.dim("turn \($0.turn): \(Int($0.totalMilliseconds)) ms") }
        case .audioState: (try? AudioState(wire: data)).map { terminal.dim("sound card: \($0.state.rawValue)") }
        case .linkState: (try? LinkState(wire: data)).map { terminal.dim("link: \($0.state.rawValue)") }
        default: nil
        }
    }

    private static func words(_ said: SessionTranscript, _ terminal: Terminal) -> String? {
        guard said.isFinal else { return nil }
        return terminal.bold(said.role == .user ? "you  " : "bot  ") + visible(said.text)
    }
}

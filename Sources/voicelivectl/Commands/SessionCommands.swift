import ControlProtocol

extension CommandTable {
    static let sessionStart = Command(
        name: "session start", arguments: "[--profile NAME] [--mode vad|ptt|text] [--on-busy fail|queue|preempt]",
        about: "Starts a conversation that outlives this command, and prints its name.",
        values: ["profile", "mode", "on-busy"]
    ) { (session) throws(Failure) in
        let mode = try word(session.arguments["mode"], SessionStart.Mode.self, "--mode") ?? .vad
        let onBusy = try word(session.arguments["on-busy"], SessionStart.OnBusy.self, "--on-busy") ?? .fail
        let params = SessionStart.Params(
            profile: session.arguments["profile"], mode: mode, onBusy: onBusy, owner: OwnerPolicy(onGone: .keep))
        let connection = try session.connect()
        try introduce(connection)
        let started = try connection.call(SessionStart.self, params)
        session.show(started.wire) { _ in [visible(started.session)] }
        if let position = started.queuePosition { session.terminal.talk("waits at place \(position)") }
    }

    static let sessionStop = Command(
        name: "session stop", arguments: "[SESSION] [--lease LEASE] [--drain]",
        about: "Ends a session, with --drain after what is being spoken.", values: ["lease"], flags: ["drain"]
    ) { (session) throws(Failure) in
        let connection = try session.connect()
        let name = try chosenSession(session, connection)
        let params = SessionStop.Params(
            session: name, lease: session.arguments["lease"], drain: session.arguments.has("drain") ? .response : .now)
        let stopped = try connection.call(SessionStop.self, params)
        session.show(stopped.wire) { _ in [visible(name)] }
    }

    static let sessionStatus = Command(
        name: "session status", arguments: "[SESSION]", about: "Where a session stands."
    ) { (session) throws(Failure) in
        let params = SessionStatus.Params(session: session.arguments.words.first)
        let summary = try session.connect().call(SessionStatus.self, params)
        session.show(summary.wire) { _ in [line(summary)] }
    }

    static let sessionList = Command(
        name: "session list", arguments: "", about: "The active session and those that wait."
    ) { (session) throws(Failure) in
        let list = try session.connect().call(SessionList.self, SessionList.Params())
        session.show(list.wire) { _ in list.sessions.map(line) }
        if list.sessions.isEmpty { session.terminal.talk("no session is active, and none waits") }
    }

    static let sessionSay = Command(
        name: "session say", arguments: "TEXT… [--session SESSION] [--as user|system|assistant]",
        about: "Puts text into the conversation.", values: ["session", "lease", "as"]
    ) { (session) throws(Failure) in
        let text = session.arguments.words.joined(separator: " ")
        guard !text.isEmpty else { throw .usage("the text is missing") }
        let speaker = try word(session.arguments["as"], SessionSay.Speaker.self, "--as") ?? .user
        let connection = try session.connect()
        var name = session.arguments["session"] ?? ""
        if name.isEmpty { name = try activeSession(connection) }
        let said = try connection.call(
            SessionSay.self,
            SessionSay.Params(session: name, lease: session.arguments["lease"], text: text, role: speaker))
        session.show(said.wire) { _ in [visible(said.item)] }
    }

    static let sessionPushToTalk = Command(
        name: "session ptt", arguments: "on|off [SESSION] [--lease LEASE]", about: "Presses or releases push-to-talk.",
        values: ["lease"]
    ) { (session) throws(Failure) in
        let word = try session.arguments.word(0, called: "on or off")
        let pressed = try onOrOff(word)
        let connection = try session.connect()
        let name = session.arguments.words.count > 1 ? session.arguments.words[1] : try activeSession(connection)
        let params = SessionPtt.Params(session: name, lease: session.arguments["lease"], pressed: pressed)
        let done = try connection.call(SessionPtt.self, params)
        session.show(done.wire) { _ in [] }
    }

    static let linkKick = Command(
        name: "link kick", arguments: "",
        about: "Says that the network came back: a session that waits for it tries again at once."
    ) { (session) throws(Failure) in
        let kicked = try session.connect().call(LinkKick.self, LinkKick.Params())
        session.show(kicked.wire) { _ in [kicked.state.rawValue] }
    }

    static let sessionInterrupt = Command(
        name: "session interrupt", arguments: "[SESSION] [--lease LEASE]", about: "Stops what is being spoken.",
        values: ["lease"]
    ) { (session) throws(Failure) in
        let connection = try session.connect()
        let name = try chosenSession(session, connection)
        let done = try connection.call(
            SessionInterrupt.self, SessionInterrupt.Params(session: name, lease: session.arguments["lease"]))
        session.show(done.wire) { _ in [] }
    }

    // MARK: Shared

    static func introduce(_ connection: Connection) throws(Failure) {
        _ = try connection.call(RpcHello.self, RpcHello.Params(client: ClientName(name: "voicelivectl")))
    }

    static func onOrOff(_ word: String) throws(Failure) -> Bool {
        switch word {
        case "on": true
        case "off": false
        default: throw .usage("\"\(visible(word))\" is neither on nor off")
        }
    }

    static func word<Word: WireWord>(_ text: String?, _ type: Word.Type, _ option: String) throws(Failure) -> Word? {
        guard let text else { return nil }
        guard let word = Word(rawValue: text) else {
            throw .usage(
                "\(option) must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))",
                hint: nearest(to: text, among: Word.allCases.map(\.rawValue)).map { "did you mean \($0)?" })
        }
        return word
    }

    private static func chosenSession(_ session: Session, _ connection: Connection) throws(Failure) -> String {
        if let name = session.arguments.words.first { return name }
        return try activeSession(connection)
    }

    static func activeSession(_ connection: Connection) throws(Failure) -> String {
        try connection.call(SessionStatus.self, SessionStatus.Params()).session
    }

    private static func line(_ summary: SessionSummary) -> String {
        let owner = visible(summary.owner?.name ?? "-")
        let place = summary.queuePosition.map { "place \($0)" } ?? "active"
        let age = StatusScreen.duration(summary.ageMilliseconds)
        return "\(visible(summary.session))\t\(summary.state.rawValue)\t\(place)\t\(owner)\t\(age)"
    }
}

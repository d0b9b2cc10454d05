import Glibc

extension CommandTable {
    static let log = Command(
        name: "log", arguments: "[--session SESSION] [--follow] [--since TIME] [--lines N]",
        about: "What the daemon wrote into the journal, of one session or all.", values: ["session", "since", "lines"],
        flags: ["follow"]
    ) { (session) throws(Failure) in
        let words = try JournalQuery(session.arguments).words(
            isUser: !ConfigurationOnDisk.isSystem, asJSON: session.wantsJSON)
        if !["/run/log/journal", "/var/log/journal"].contains(where: { (folder: String) in
            unsafe access(folder, F_OK) == 0
        }) {
            session.terminal.talk(
                "voicelivectl: no journal is kept on this machine; without one the daemon writes to its standard error")
        }
        throw OtherProgram.become(
            words,
            missing: Failure(
                .unavailable, "there is no journalctl here, so no journal to read",
                hint: "without systemd the daemon writes to its standard error: look where its starter sends that, or "
                    + "start it as: voicelived 2>>FILE"))
    }
}

/// What journalctl is asked for.
struct JournalQuery {
    private let session: String?
    private let since: String?
    private let lines: Int?
    private let follows: Bool

    init(_ arguments: Arguments) throws(Failure) {
        session = arguments["session"]
        since = arguments["since"]
        lines = try arguments.number("lines")
        follows = arguments.has("follow")
        if session?.isEmpty ?? false {
            throw .usage("--session needs a session's name", hint: "voicelivectl session list names the sessions")
        }
        if let lines, lines < 1 { throw .usage("--lines needs at least 1") }
    }

    func words(isUser: Bool, asJSON: Bool) -> [String] {
        var words = ["journalctl"] + (isUser ? ["--user"] : []) + ["--unit=voicelived.service"]
        words += asJSON ? ["--output=json"] : []
        words += follows ? ["--follow"] : []
        words += since.map { ["--since=" + $0] } ?? []
        words += lines.map { ["--lines=\($0)"] } ?? []
        // A field and its value are one word, so nothing in the name can be an option.
        return words + (session.map { ["VOICELIVED_SESSION=" + $0] } ?? [])
    }
}

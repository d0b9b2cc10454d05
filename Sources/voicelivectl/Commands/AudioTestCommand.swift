import ControlProtocol

extension CommandTable {
    static let audioTest = Command(
        name: "audio test", arguments: "[loop|delay|tone]",
        about: "Plays chirps and says whether the box hears them well; loop is kept for the pair of devices."
    ) { (session) throws(Failure) in
        let kind = try word(session.arguments.words.first, AudioTest.Kind.self, "the test") ?? .loop
        session.terminal.talk("voicelivectl: about ten seconds; please be quiet")
        let connection = try Connection(session.places, timeout: max(session.timeout, 60_000))
        let result = try connection.call(AudioTest.self, AudioTest.Params(kind: kind))
        session.show(result.wire) { _ in
            [
                "microphone   \(visible(result.microphone ?? "none"))",
                "loudspeaker  \(visible(result.loudspeaker ?? "none"))",
            ]
                + (result.checks ?? []).flatMap { check in
                    ["\(mark(check.status, session.terminal))  \(visible(check.text))"]
                        + (check.fix.map { ["      → \(visible($0))"] } ?? [])
                }
        }
        if result.passed == false { throw .silent(.no) }
    }

    private static func mark(_ status: CheckReport.Status, _ terminal: Terminal) -> String {
        switch status {
        case .ok: terminal.green("ok  ")
        case .warn: terminal.bold("warn")
        case .fail: terminal.red("FAIL")
        case .skip: terminal.dim("skip")
        }
    }
}

import ControlProtocol
import ControlServer
import ControlTestSupport
import Glibc
import TestBench
import Testing

/// Commands that go on and on: what they show, and that they end when they should.
@Suite struct ScreenLiveTests {
    private static let endless: [[String]] = [["status", "--watch"], ["monitor"], ["meter"], ["events"]]

    private func start(_ live: LiveServer, _ words: [String]) throws -> ChildProcess {
        try ChildProcess(Programs.folder() + "/voicelivectl", words + ["--socket", live.path])
    }

    /// The same with a terminal for its output.
    private func startOnTerminal(
        _ live: LiveServer, _ words: [String], _ environment: [String: String]
    ) throws -> ChildProcess {
        try ChildProcess(
            "python3",
            ["-c", "import pty, sys; pty.spawn(sys.argv[1:])", Programs.folder() + "/voicelivectl"] + words
                + ["--socket", live.path],
            environment: ["TERM": "xterm"].merging(environment) { _, new in new })
    }

    // MARK: What they show

    @Test func aWatchedStatusIsShownAgainAndAgain() throws {
        let live = try LiveServer()
        let child = try start(live, ["status", "--watch"])
        #expect(becomesTrue(within: .seconds(20)) { child.standardOutput.split(separator: "\n").count >= 10 })
        #expect(child.standardOutput.contains("state       idle"))
        #expect(!child.standardOutput.contains("\u{1B}"))
        child.send(SIGINT)
        #expect(child.wait(within: .seconds(10)) == .signal(SIGINT))
    }

    @Test func aMonitorShowsTheWords() throws {
        let live = try LiveServer()
        let child = try start(live, ["monitor"])
        try live.waitForSubscriber()
        live.server.publish(SessionTranscript.example, session: "s-1")
        #expect(child.says("you  Good morning", within: .seconds(10)))
        #expect(child.standardError.contains("voicelivectl session start begins one"))
        #expect(!child.standardOutput.contains("\u{1B}"))
        child.send(SIGINT)
        #expect(child.wait(within: .seconds(10)) == .signal(SIGINT))
    }

    @Test func aMeterShowsTheLevel() throws {
        let live = try LiveServer()
        let child = try start(live, ["meter"])
        try live.waitForSubscriber()
        live.server.publish(AudioLevel.example)
        #expect(child.says("-42 dB  speech 10 %  far -90 dB\n", within: .seconds(10)))
        #expect(!child.standardOutput.contains("\u{1B}"))
        child.send(SIGINT)
        #expect(child.wait(within: .seconds(10)) == .signal(SIGINT))
    }

    @Test(arguments: ["monitor", "meter", "events"])
    func whatComesIsJSONLineByLine(_ command: String) throws {
        let live = try LiveServer()
        let child = try start(live, [command, "--json"])
        try live.waitForSubscriber()
        for _ in 0..<3 {
            live.server.publish(AudioLevel.example)
            live.server.publish(SessionTranscript.example, session: "s-1")
        }
        #expect(becomesTrue(within: .seconds(10)) { child.standardOutput.contains("\n") })
        child.send(SIGINT)
        #expect(child.wait(within: .seconds(10)) == .signal(SIGINT))
        for line in child.standardOutput.split(separator: "\n") {
            #expect(try JSONParser.parse(Array(line.utf8), limits: .reply).object != nil, "\(line)")
        }
    }

    // MARK: When they end

    /// Nothing is written when the reader goes: the news that it is gone must be enough.
    @Test(arguments: endless)
    func nobodyWritesForAReaderWhoIsGone(_ words: [String]) throws {
        let live = try LiveServer()
        let command = "'\(try Programs.folder())/voicelivectl' \(words.joined(separator: " ")) --socket '\(live.path)'"
        let result = try Program.run(["/bin/sh", "-c", "{ \(command) 2>/dev/null; echo $? >&2; } | true"], seconds: 20)
        #expect(result.status == 0 && result.errors == "0\n", "\(words): \(result)")
    }

    @Test func aResultThatIsLostIsTold() throws {
        let live = try LiveServer()
        for words in ["status", "status --watch", "help"] {
            let result = try Program.run(
                [
                    "/bin/sh", "-c",
                    "'\(try Programs.folder())/voicelivectl' \(words) --socket '\(live.path)' >/dev/full",
                ], seconds: 20)
            #expect(result.status == 74, "\(words): \(result)")
            #expect(result.errors.contains("the result cannot be written: No space left on device"))
        }
    }

    // MARK: Colours

    @Test func aTerminalGetsColoursUnlessItWantsNone() throws {
        let live = try LiveServer()
        let none = [["NO_COLOR": "1"], ["TERM": "dumb"]]
        for words in [["help"], ["status"]] {
            let plain = try none.map { environment in try startOnTerminal(live, words, environment) }
            let colourful = try startOnTerminal(live, words, ["NO_COLOR": ""])
            for child in plain + [colourful] { #expect(child.wait(within: .seconds(20)) == .code(0)) }
            #expect(colourful.standardOutput.contains("\u{1B}["), "\(words)")
            for child in plain { #expect(!child.standardOutput.contains("\u{1B}"), "\(words)") }
        }
    }

    @Test func theMetersLineChangesInPlaceOnlyWhereItMay() throws {
        let live = try LiveServer()
        let moving = try startOnTerminal(live, ["meter"], [:])
        let still = try startOnTerminal(live, ["meter"], ["NO_COLOR": "1"])
        defer { for child in [moving, still] { child.kill() } }
        #expect(
            try becomesTrue(within: .seconds(20)) {
                let clients = try live.client().ask(#"{"id":1,"method":"daemon.clients"}"#)["result"]?["clients"]?.array
                return (clients ?? []).filter { $0["subs"]?.wholeNumber ?? 0 > 0 }.count == 2
            })
        live.server.publish(AudioLevel.example)
        #expect(moving.says("-42 dB", within: .seconds(10)) && still.says("-42 dB", within: .seconds(10)))
        #expect(moving.standardOutput.contains("\r\u{1B}[K"))
        #expect(!still.standardOutput.contains("\u{1B}"))
    }

    // MARK: Completion

    @Test(arguments: ["bash", "zsh", "fish"])
    func aCompletionScriptIsOneOfItsShell(_ shell: String) throws {
        let script = try Program.run([try Programs.folder() + "/voicelivectl", "completion", shell])
        #expect(script.status == 0 && script.output.contains("voicelivectl"))
        for first in ["session", "config", "health"] { #expect(script.output.contains(first)) }
        // Outside of quoted words a quote opens a text that never ends.
        let bare = script.output.replacing("\\'", with: "").filter { $0 == "'" }.count
        #expect(bare.isMultiple(of: 2))
        for line in script.output.split(separator: "\n") where shell == "fish" {
            #expect(line.replacing("\\'", with: "").filter { $0 == "'" }.count.isMultiple(of: 2), "\(line)")
        }
        // Only bash is on every machine.
        let judge = try Program.run(["/bin/sh", "-c", "command -v \(shell)"])
        #expect(judge.status == 0 || shell != "bash")
        guard judge.status == 0 else { return }
        let checked = try Program.run([shell, "-n"], input: Array(script.output.utf8))
        #expect(checked.status == 0 && checked.errors == "", "\(checked)")
    }
}

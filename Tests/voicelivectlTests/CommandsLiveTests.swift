import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// The program itself, as a process, against a real socket.
@Suite struct CommandsLiveTests {
    private func run(_ live: LiveServer?, _ words: String...) throws -> Program.Result {
        let socket = live.map { ["--socket", $0.path] } ?? []
        return try Program.run([try Programs.folder() + "/voicelivectl"] + words + socket, seconds: 20)
    }

    @Test func statusIsOneScreen() throws {
        let live = try LiveServer()
        let status = try run(live, "status")
        #expect(status.status == 0)
        #expect(status.output.contains("state       idle"))
        #expect(!status.output.contains("\u{1B}"))
        #expect(status.errors == "")
    }

    @Test func everyResultIsAvailableAsJSON() throws {
        let live = try LiveServer()
        for words in [["status"], ["health"], ["devices"], ["volume"], ["clients"], ["session list"]] {
            let result = try Program.run(
                [try Programs.folder() + "/voicelivectl", "--json", "--socket", live.path]
                    + words.flatMap { $0.split(separator: " ").map(String.init) })
            #expect(result.status == 0, "\(words): \(result.errors)")
            #expect(try JSONParser.parse(Array(result.output.utf8)).object != nil)
        }
    }

    @Test func aSessionOutlivesTheCommandThatStartedIt() throws {
        let live = try LiveServer()
        let started = try run(live, "session", "start")
        #expect(started.output == "s-1\n")
        #expect(try run(live, "session", "say", "Good", "morning").output == "item-Good morning\n")
        #expect(try run(live, "session", "list").output.hasPrefix("s-1\tconnecting\tactive\tvoicelivectl"))
        let again = try run(live, "session", "start")
        #expect(again.status == 75)
        #expect(again.errors.contains("owner: voicelivectl"))
        #expect(try run(live, "session", "stop").output == "s-1\n")
    }

    @Test func callPrintsAnyResult() throws {
        let live = try LiveServer()
        #expect(try run(live, "call", "session.list").output == "{\"sessions\":[]}\n")
        let wrong = try run(live, "call", "session.lst")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("did you mean \"session.list\"?"))
        #expect(try run(live, "call", "session.list", "[1]").status == 64)
        #expect(try run(live, "call", "session.list", "{oops").errors.contains("byte 1"))
    }

    @Test func aDaemonThatIsDownIsSaidInWords() throws {
        let result = try Program.run(
            [try Programs.folder() + "/voicelivectl", "status", "--socket", "/nonexistent/control.sock"])
        #expect(result.status == 69)
        #expect(result.output == "")
        #expect(result.errors.contains("the daemon is not running"))
        #expect(result.errors.contains("systemctl start voicelived"))
    }

    @Test func typosGetTheNearestCommand() throws {
        let first = try run(nil, "stauts")
        #expect(first.status == 64 && first.errors.contains("did you mean \"status\"?"))
        #expect(try run(nil, "session", "strat").errors.contains("session needs one of: start, stop"))
        #expect(try run(nil, "status", "--jsn").errors.contains("did you mean --json?"))
    }

    @Test func oneWordOfACommandIsEnoughToBeUnderstood() throws {
        #expect(try run(nil, "start").errors.contains("did you mean \"session start\" or \"record start\"?"))
        #expect(try run(nil, "test").errors.contains("did you mean \"audio test\"?"))
    }

    @Test func whatIsTooMuchIsRefusedBeforeAnythingIsDone() throws {
        let live = try LiveServer()
        let words = try run(live, "mute", "input", "output")
        #expect(words.status == 64 && words.errors.contains("\"output\" is one word too many"))
        #expect(words.errors.contains("usage: voicelivectl mute [input|output] [--hard]"))
        #expect(live.daemon.asked == 0)
        #expect(try run(nil, "--frob").status == 64)
        #expect(try run(nil, "status", "--watch=1").errors.contains("--watch takes no value"))
    }

    @Test func theVersionsAreTold() throws {
        #expect(try run(nil, "--version").output == "voicelivectl 0.1.0\n")
        let live = try LiveServer()
        #expect(try run(live, "version").output == "voicelivectl 0.1.0\nvoicelived 0.1.0\n")
        let down = try Program.run(
            [try Programs.folder() + "/voicelivectl", "version", "--socket", "/nonexistent/control.sock"])
        #expect(down.status == 0 && down.output.contains("voicelived does not answer"))
    }

    @Test func hintsAreCommandsAndNotMethods() throws {
        let live = try LiveServer()
        #expect(try run(live, "session", "status").errors.contains("voicelivectl session start begins one"))
        #expect(try run(live, "session", "start").status == 0)
        #expect(try run(live, "session", "start").errors.contains("use --on-busy queue"))
        let lists = try run(live, "session", "stop").status + run(live, "session", "list").status
        #expect(lists == 0)
    }

    @Test func whoIsAskedToComeAgainComesAgain() throws {
        let live = try LiveServer {
            $0.limits.requestBurst = 1
            $0.limits.requestsPerSecond = 4
        }
        for _ in 0..<3 { #expect(try run(live, "call", "rpc.ping").status == 0) }
    }

    @Test func anApprovalIsAnswered() throws {
        let live = try LiveServer()
        _ = try run(live, "session", "start")
        for word in ["approve", "deny"] {
            let said = try run(live, "session", word, "approval-1")
            #expect(said.status == 0 && said.output == "" && said.errors == "", "\(said)")
        }
        #expect(try run(live, "session", "approve").status == 64)
    }

    @Test func aVariableThatIsEmptyIsNone() throws {
        let result = try Program.run(
            [try Programs.folder() + "/voicelivectl", "status"],
            environment: ["VOICELIVED_SOCKET": "", "XDG_RUNTIME_DIR": "/nonexistent"])
        #expect(result.errors.contains("/nonexistent/voicelived/control.sock"))
    }

    @Test func theSocketIsFoundByEnvironment() throws {
        let live = try LiveServer()
        let result = try Program.run(
            [try Programs.folder() + "/voicelivectl", "call", "rpc.ping"], environment: ["VOICELIVED_SOCKET": live.path]
        )
        #expect(result.output.contains("mono_us"))
    }

    @Test func namesOfStrangersAreShownNotObeyed() throws {
        let live = try LiveServer()
        let stranger = try live.client()
        _ = try stranger.ask(#"{"id":1,"method":"rpc.hello","params":{"client":{"name":"a\u001b[31mb"}}}"#)
        let clients = try run(live, "clients").output
        #expect(clients.contains("a\\u{1b}[31mb"))
        #expect(!clients.contains("\u{1B}"))
    }

    @Test func aTapWritesSamplesToStdout() throws {
        let host = try ServerProcess()
        let result = try Program.run(
            [
                "/bin/sh", "-c",
                "'\(try Programs.folder())/voicelivectl' tap mic.dsp --format wav --seconds 1 --socket \(host.path) | wc -c",
            ], seconds: 20)
        #expect(result.output.filter(\.isNumber) == "32044")
        #expect(result.errors.contains("16000 Hz"))
    }

    @Test func completionAndSchemaNeedNoDaemon() throws {
        #expect(try run(nil, "completion", "bash").output.contains("complete -F _voicelivectl voicelivectl"))
        #expect(try run(nil, "completion", "fish").status == 0)
        #expect(try run(nil, "completion", "tcsh").status == 64)
        #expect(try run(nil, "schema", "--man").output.hasPrefix(".TH VOICELIVED-PROTOCOL 7"))
        let checked = try Program.run(
            ["/bin/sh", "-c", "'\(try Programs.folder())/voicelivectl' completion bash | bash -n"])
        #expect(checked.status == 0)
    }

    @Test func withoutWordsThereIsHelp() throws {
        let help = try run(nil)
        #expect(help.status == 0 && help.output.contains("usage: voicelivectl"))
        #expect(try run(nil, "tap", "--help").output.contains("POINT"))
    }
}

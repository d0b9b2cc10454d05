import ControlProtocol
import Glibc

/// The thin client for people and scripts.
@main
enum Voicelivectl {
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        let environment = { (name: String) in unsafe getenv(name).map { unsafe String(cString: $0) } }
        let terminal = Terminal(environment: environment)
        let words = Array(CommandLine.arguments.dropFirst())
        do throws(Failure) {
            try run(words, terminal, environment)
        } catch {
            if !error.message.isEmpty { terminal.talk("voicelivectl: \(visible(error.message))") }
            if let hint = error.hint { terminal.talk("  \(visible(hint))") }
            exit(error.code.rawValue)
        }
    }

    private static func run(
        _ words: [String], _ terminal: Terminal, _ environment: (String) -> String?
    ) throws(Failure) {
        let (command, rest) = try CommandTable.find(words)
        guard let command else {
            for line in Help.overview(terminal) { terminal.result(line) }
            return
        }
        let arguments = try Arguments(rest, values: command.values, flags: command.flags)
        if arguments.has("help") {
            for line in Help.page(of: command) { terminal.result(line) }
            return
        }
        let timeout = try arguments.number("timeout") ?? 10_000
        let places = SocketPlaces(chosen: arguments["socket"], environment: environment)
        try command.run(Session(arguments: arguments, terminal: terminal, places: places, timeout: timeout))
    }
}

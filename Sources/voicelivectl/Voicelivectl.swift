import ControlProtocol
import Glibc

/// The thin client for people and scripts.
@main
enum Voicelivectl {
    static let version = "0.1.0"

    static func main() {
        signal(SIGPIPE, SIG_IGN)
        let environment = { (name: String) in unsafe getenv(name).map { unsafe String(cString: $0) } }
        let terminal = Terminal(environment: environment)
        let words = Array(CommandLine.arguments.dropFirst())
        do throws(Failure) {
            try run(words, terminal, environment)
            try StandardOutput.check()
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
            if try Arguments(rest, values: [], flags: []).has("version") {
                return terminal.result("voicelivectl \(version)")
            }
            for line in Help.overview(terminal) { terminal.result(line) }
            return
        }
        do { try run(command, rest, terminal, environment) } catch {
            guard error.code == .usage, error.hint == nil else { throw error }
            throw .usage(error.message, hint: "usage: " + command.usage)
        }
    }

    private static func run(
        _ command: Command, _ rest: [String], _ terminal: Terminal, _ environment: (String) -> String?
    ) throws(Failure) {
        let arguments = try Arguments(rest, values: command.values, flags: command.flags)
        if arguments.has("help") {
            for line in Help.page(of: command) { terminal.result(line) }
            return
        }
        try command.checkWords(arguments)
        let timeout = try arguments.number("timeout") ?? 10_000
        let places = SocketPlaces(chosen: arguments["socket"], environment: environment)
        try command.run(Session(arguments: arguments, terminal: terminal, places: places, timeout: timeout))
    }
}

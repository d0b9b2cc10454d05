import ControlProtocol

/// Completion scripts, made from the command table and the method names.
enum Completion {
    static func script(for shell: String) -> String? {
        switch shell {
        case "bash": bash
        case "zsh": "#compdef voicelivectl\nautoload -U +X bashcompinit && bashcompinit\n" + bash
        case "fish": fish
        default: nil
        }
    }

    private static var firstWords: [String] {
        var seen: Set<String> = []
        return CommandTable.all.map { String($0.name.prefix { $0 != " " }) }.filter { seen.insert($0).inserted }
    }

    private static func secondWords(of first: String) -> [String] {
        CommandTable.all.filter { $0.name.hasPrefix(first + " ") }.map { String($0.name.dropFirst(first.count + 1)) }
    }

    private static var methods: String { ControlMethod.allCases.map(\.rawValue).joined(separator: " ") }

    private static var bash: String {
        var lines = ["_voicelivectl() {", "    local words=\"\(firstWords.joined(separator: " "))\""]
        lines.append("    case ${COMP_WORDS[COMP_CWORD-1]} in")
        for first in firstWords where !secondWords(of: first).isEmpty {
            lines.append("        \(first)) words=\"\(secondWords(of: first).joined(separator: " "))\" ;;")
        }
        lines.append("        call) words=\"\(methods)\" ;;")
        lines.append("        tap) words=\"\(TapPoint.allCases.map(\.rawValue).joined(separator: " "))\" ;;")
        lines += ["    esac", "    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))", "}"]
        return (lines + ["complete -F _voicelivectl voicelivectl"]).joined(separator: "\n")
    }

    private static var fish: String {
        let names = CommandTable.all.map { command in
            let first = command.name.prefix { $0 != " " }
            return "complete -c voicelivectl -f -n __fish_use_subcommand -a \(first) -d '\(quoted(command.about))'"
        }
        let calls = "complete -c voicelivectl -f -n '__fish_seen_subcommand_from call' -a '\(methods)'"
        let seconds = firstWords.filter { !secondWords(of: $0).isEmpty }.map { first in
            let words = secondWords(of: first).joined(separator: " ")
            return "complete -c voicelivectl -f -n '__fish_seen_subcommand_from \(first)' -a '\(words)'"
        }
        return (names + seconds + [calls]).joined(separator: "\n")
    }

    /// Inside of fish's single quotes only these two mean something.
    private static func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    }
}

import Glibc

/// The form in which entries leave the daemon.
package enum LogDestination: Sendable, Equatable {
    /// Standard error is the journal: entries go there with their fields.
    case journal
    /// Lines with the `<N>` priority mark that service managers understand.
    case marked
    /// Lines for a person.
    case terminal
    /// One JSON object a line.
    case json
}

extension LogDestination {
    /// By the word of `--log-format` and of the configuration: `auto`, `journal`, `lines` or `json`.
    package init?(named word: String) {
        switch word {
        case "auto": self = .suitable()
        case "journal": self = .journal
        case "lines": self = isatty(STDERR_FILENO) == 1 ? .terminal : .marked
        case "json": self = .json
        default: return nil
        }
    }

    /// What is known about standard error.
    struct Surroundings: Equatable {
        /// `$JOURNAL_STREAM`: device and inode of the journal's stream, when the service manager made one.
        var journalStream: String?
        /// `device:inode` of standard error.
        var standardError: String?
        var isTerminal: Bool
    }

    static func choose(_ surroundings: Surroundings) -> LogDestination {
        if let stream = surroundings.journalStream, stream == surroundings.standardError { return .journal }
        return surroundings.isTerminal ? .terminal : .marked
    }

    /// The destination that suits where this process was started.
    package static func suitable() -> LogDestination {
        var status = stat()
        let known = unsafe fstat(STDERR_FILENO, &status) == 0
        let stream = unsafe getenv("JOURNAL_STREAM").map { unsafe String(cString: $0) }
        return choose(
            Surroundings(
                journalStream: stream, standardError: known ? "\(status.st_dev):\(status.st_ino)" : nil,
                isTerminal: isatty(STDERR_FILENO) == 1))
    }

    /// The output for this destination on standard error.
    package func output() -> any LogOutput {
        switch self {
        case .journal: JournalOutput()
        case .marked: LineOutput(format: .marked)
        case .terminal: LineOutput(format: .terminal)
        case .json: LineOutput(format: .json)
        }
    }
}

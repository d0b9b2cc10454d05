import Glibc

/// The terminal: lines that stay, and one that is redrawn.
enum Screen {
    static let isTerminal = isatty(STDOUT_FILENO) == 1

    /// A line that stays.
    static func say(_ text: String) {
        write((isTerminal ? "\r\u{1B}[K" : "") + text + "\n")
    }

    /// The live line; only a terminal shows it.
    static func show(_ text: String) {
        if isTerminal { write("\r\u{1B}[K" + text) }
    }

    /// Loudness as a bar.
    static func bar(decibels: Double) -> String {
        let filled = max(0, min(20, Int((decibels + 70) / 3)))
        return String(repeating: "▮", count: filled) + String(repeating: "·", count: 20 - filled)
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}

import Glibc

/// stdout for results, stderr for talk.
struct Terminal {
    /// Colours and cursor moves are allowed.
    let isPlain: Bool

    init(environment: (String) -> String?) {
        let noColour = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        isPlain = noColour || isatty(1) == 0 || environment("TERM") == "dumb"
    }

    /// One line of result.
    func result(_ line: String) { write(1, Array((line + "\n").utf8)) }

    /// One line of result above the one that changes in place.
    func resultAboveLive(_ line: String) {
        live("")
        result(line)
    }

    /// Bytes of result.
    func result(bytes: [UInt8]) -> Bool { write(1, bytes) }

    /// One line of talk.
    func talk(_ line: String) { write(2, Array((line + "\n").utf8)) }

    /// The line that changes in place; nothing where lines cannot.
    func live(_ text: String) {
        if !isPlain { write(1, Array("\r\u{1B}[K\(text)".utf8)) }
    }

    func clearScreen() {
        if !isPlain { write(1, Array("\u{1B}[H\u{1B}[2J".utf8)) }
    }

    func bold(_ text: String) -> String { isPlain ? text : "\u{1B}[1m\(text)\u{1B}[0m" }
    func red(_ text: String) -> String { isPlain ? text : "\u{1B}[31m\(text)\u{1B}[0m" }
    func green(_ text: String) -> String { isPlain ? text : "\u{1B}[32m\(text)\u{1B}[0m" }
    func dim(_ text: String) -> String { isPlain ? text : "\u{1B}[2m\(text)\u{1B}[0m" }

    /// False when nobody reads any more.
    @discardableResult
    private func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.write(descriptor, all.baseAddress.map { unsafe $0 + written }, all.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                if descriptor == STDOUT_FILENO { StandardOutput.failed(errno) }
                return false
            }
            written += count
        }
        return true
    }
}

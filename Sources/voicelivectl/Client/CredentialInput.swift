import Glibc

/// Reads a secret: one line of standard input, not shown when that is a terminal.
enum CredentialInput {
    private static let longest = 16_384

    static func read(_ terminal: Terminal, _ name: String) throws(Failure) -> [UInt8] {
        let isTerminal = isatty(STDIN_FILENO) == 1
        var settings = termios()
        let canHide = unsafe isTerminal && tcgetattr(STDIN_FILENO, &settings) == 0
        if canHide {
            var hidden = settings
            hidden.c_lflag &= ~tcflag_t(ECHO)
            unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
            terminal.talk("The key for \(name); it is not shown. End with Enter.")
        }
        defer { if canHide { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) } }
        let line = line()
        guard let line, !line.isEmpty else { throw Failure(.data, "no key was given", hint: "nothing was changed") }
        guard line.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw Failure(
                .data, "a key is one line of printable characters without spaces", hint: "nothing was changed")
        }
        return line
    }

    /// Without the line's end; `nil` when it is too long.
    private static func line() -> [UInt8]? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe Glibc.read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            guard line.count < longest else { return nil }
            line.append(byte)
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }
}

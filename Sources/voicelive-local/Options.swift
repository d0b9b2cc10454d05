import WebSocket

/// The command line.
struct Options {
    var listen = ListenAddress.tcp(host: "127.0.0.1", port: 8_765)
    var usesInheritedSocket = false
    var keyFile: String?
    var configuration: String?
    var intents: [String] = []
    var certificate: String?
    var key: String?
    var mostSessions: Int?
    var lifetimeSeconds: Int?
    var wantsHelp = false
    var wantsVersion = false

    static let help = """
        voicelive-local serves the Voice Live protocol on this machine: recogniser, dialogue and speech without a network.

        usage: voicelive-local [options]

          --listen HOST:PORT      serve on this address (default 127.0.0.1:8765; port 0 takes a free one)
          --listen unix:PATH      serve on a Unix socket
          --listen systemd        serve on the socket that the service manager hands over
          --api-key-file FILE     clients must show the key in FILE
          --config FILE           read the section [local] of this configuration; "system" for the installed files
          --intents PATH          a directory of dialogue files, or one file
          --sessions COUNT        sessions at once
          --session-seconds COUNT longest session (default 3600)
          --certificate FILE      serve wss with this certificate chain
          --key FILE              and this private key
          --help, --version
        """

    init(_ arguments: [String]) throws(Failure) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if word == "--help" || word == "-h" {
                wantsHelp = true
            } else if word == "--version" {
                wantsVersion = true
            } else if Self.names.contains(parts[0]) {
                guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                    throw Failure(.usage, "\(parts[0]) needs a value")
                }
                try take(parts[0], value)
            } else {
                throw Failure(.usage, "unknown option \(word); see --help")
            }
        }
        if (certificate == nil) != (key == nil) { throw Failure(.usage, "--certificate and --key go together") }
    }

    private static let names: Set<String> = [
        "--listen", "--api-key-file", "--config", "--intents", "--sessions", "--session-seconds", "--certificate",
        "--key",
    ]

    private mutating func take(_ name: String, _ value: String) throws(Failure) {
        switch name {
        case "--listen": try takeAddress(value)
        case "--api-key-file": keyFile = value
        case "--config": configuration = value
        case "--intents": intents.append(value)
        case "--sessions": mostSessions = try Self.number(name, value, 1...1_000)
        case "--session-seconds": lifetimeSeconds = try Self.number(name, value, 1...86_400)
        case "--certificate": certificate = value
        default: key = value
        }
    }

    private static func number(_ name: String, _ text: String, _ range: ClosedRange<Int>) throws(Failure) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw Failure(.usage, "\(name) needs a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private mutating func takeAddress(_ text: String) throws(Failure) {
        if text == "systemd" {
            usesInheritedSocket = true
        } else if text.hasPrefix("unix:"), text.count > 5 {
            listen = .unix(path: String(text.dropFirst(5)))
        } else if let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) {
            let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
            listen = .tcp(host: host.isEmpty ? "127.0.0.1" : host, port: port)
        } else {
            throw Failure(.usage, "--listen takes HOST:PORT, unix:PATH or systemd, not \"\(text)\"")
        }
    }
}

/// Exit codes of sysexits.h that are used here.
enum ExitCode: Int32 {
    case usage = 64
    case data = 65
    case noInput = 66
    case unavailable = 69
    case permission = 77
    case configuration = 78
}

/// Why the program does not start.
struct Failure: Error {
    var code: ExitCode
    var message: String

    init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

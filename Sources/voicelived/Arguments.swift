/// The command line, understood.
struct Arguments: Equatable {
    enum Command: Equatable {
        case run, checkConfiguration, printSchema, printManual, printErrors, version, help
    }

    struct Fault: Error, Equatable {
        var description: String
    }

    static let usage = """
        usage: voicelived [--config FILE] [--log-format auto|journal|lines|json]
               voicelived --check-config [--config FILE] [--strict] [--json]
               voicelived --print-schema | --print-manual | --print-errors | --version | --help

        Holds spoken conversations on behalf of clients of its control socket.

          --config FILE     read this file alone instead of /etc/voicelived and its kin
          --check-config    say what is wrong with the configuration and end: 0 good, 66 no file, 78 bad
          --strict          warnings count as errors
          --json            problems as JSON
          --print-schema    the control socket's methods as OpenRPC
          --print-manual    voicelived(8), in man's own language
          --print-errors    voicelived-errors(7), likewise
          --log-format F    auto (the default) finds out what stands at the other end of standard error

        """

    var command = Command.run
    var configurationFile: String?
    var logFormat: String?
    var isStrict = false
    var wantsJSON = false

    init(_ words: [String]) throws(Fault) {
        var words = words[...]
        while let word = words.popFirst() {
            switch word {
            case "--config": configurationFile = try Self.value(of: word, from: &words)
            case "--log-format": logFormat = try Self.value(of: word, from: &words)
            case "--check-config": command = .checkConfiguration
            case "--print-schema": command = .printSchema
            case "--print-manual": command = .printManual
            case "--print-errors": command = .printErrors
            case "--version": command = .version
            case "--help", "-h": command = .help
            case "--strict": isStrict = true
            case "--json": wantsJSON = true
            default: throw Fault(description: "unknown argument \"\(word)\"")
            }
        }
    }

    private static func value(of name: String, from words: inout ArraySlice<String>) throws(Fault) -> String {
        guard let value = words.popFirst(), !value.hasPrefix("--") else {
            throw Fault(description: "\(name) needs a value")
        }
        return value
    }
}

import Glibc

/// The daemon. All it decides by itself is what the command line asks for.
@main
enum Voicelived {
    static let version = "0.1.0"

    static func main() async {
        let arguments: Arguments
        do {
            arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
        } catch {
            Console.error("voicelived: \(error.description)\n\(Arguments.usage)")
            exit(ExitStatus.usage)
        }
        switch arguments.command {
        case .help: Console.print(Arguments.usage)
        case .version: Console.print("voicelived \(version)\n")
        case .printSchema: PrintSchema.run()
        case .printManual: Console.print(Manual.text)
        case .printErrors: Console.print(ErrorManual.text)
        case .checkConfiguration: exit(ConfigurationCheck.run(arguments))
        case .run: exit(await DaemonRun.run(arguments))
        }
    }
}

/// What a process tells its parent, as sysexits.h names it.
enum ExitStatus {
    static let ok: Int32 = 0
    static let usage: Int32 = 64
    static let noInput: Int32 = 66
    static let cannotCreate: Int32 = 73
    static let temporary: Int32 = 75
    static let permission: Int32 = 77
    static let configuration: Int32 = 78

    /// For the manual page.
    static let meanings: [(Int32, String)] = [
        (ok, "Ended as asked, or the configuration is good."), (usage, "The command line is wrong."),
        (noInput, "The file named by --config is not there."),
        (cannotCreate, "The control socket cannot be opened."),
        (temporary, "The sound server is frozen: daemon and sound server start anew."),
        (permission, "The control socket may not be opened."),
        (configuration, "The configuration has errors."),
    ]
}

/// Standard output and error, whole.
enum Console {
    static func print(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func error(_ text: String) { write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}

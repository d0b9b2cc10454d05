/// Exit codes of sysexits.h, and what they mean here.
enum ExitCode: Int32 {
    case fine = 0
    /// The answer is "no": health is not well.
    case no = 1
    case usage = 64
    case data = 65
    /// The daemon is not there.
    case unavailable = 69
    case software = 70
    case io = 74
    case temporary = 75
    case `protocol` = 76
    case permission = 77
    case configuration = 78
}

/// Why a command did not do what it was asked.
struct Failure: Error {
    var code: ExitCode
    /// Printed to stderr behind the program's name.
    var message: String
    /// What to do about it.
    var hint: String?

    init(_ code: ExitCode, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    static func usage(_ message: String, hint: String? = nil) -> Failure {
        Failure(.usage, message, hint: hint)
    }
}

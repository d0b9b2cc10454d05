/// Exit codes of sysexits.h, and what they mean here.
enum ExitCode: Int32 {
    case fine = 0
    /// The answer is "no": health is not well.
    case no = 1
    /// `doctor` found something broken.
    case broken = 2
    case usage = 64
    case data = 65
    case noInput = 66
    /// The daemon is not there.
    case unavailable = 69
    case software = 70
    case io = 74
    case temporary = 75
    case `protocol` = 76
    case permission = 77
    case configuration = 78

    /// For the manual page.
    static let meanings: [(ExitCode, String)] = [
        (.fine, "Done."), (.no, "The answer is no: the daemon is not well, a check failed, or doctor has warnings."),
        (.broken, "doctor found something broken."), (.usage, "The command line is wrong."),
        (.data, "There is no such thing."), (.noInput, "The file that was named is not there."),
        (.unavailable, "The daemon is not there, or cannot do that."),
        (.software, "An error in the program."), (.io, "Reading or writing failed."),
        (.temporary, "It may work later."), (.protocol, "The other side is no voicelived, or of another version."),
        (.permission, "You may not do that."), (.configuration, "The configuration has errors."),
    ]
}

/// Why a command did not do what it was asked.
struct Failure: Error {
    var code: ExitCode
    /// Printed to stderr behind the program's name.
    var message: String
    /// What to do about it.
    var hint: String?
    /// The same request may work after this time.
    var retryAfterMilliseconds: Int?

    init(_ code: ExitCode, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The result said it all; only the exit code is left to tell.
    static func silent(_ code: ExitCode) -> Failure { Failure(code, "") }

    static func usage(_ message: String, hint: String? = nil) -> Failure {
        Failure(.usage, message, hint: hint)
    }
}

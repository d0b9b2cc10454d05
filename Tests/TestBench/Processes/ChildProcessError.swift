/// Why a program did not run as a test needed it to.
package enum ChildProcessError: Error, Equatable, CustomStringConvertible {
    /// Not on PATH. `make deps` installs what tests need.
    case notFound(String)
    case couldNotStart(String, errno: Int32)
    case tookTooLong(String, limit: Duration, output: String)
    case failed(String, ProcessExit, output: String)

    package var description: String {
        switch self {
        case .notFound(let program): "\(program): not found on PATH; run `make deps`"
        case .couldNotStart(let program, let code): "\(program): could not be started (errno \(code))"
        case .tookTooLong(let program, let limit, let output): "\(program): not done within \(limit)\n\(output)"
        case .failed(let program, let exit, let output): "\(program): ended with \(exit)\n\(output)"
        }
    }
}

/// How a program ended.
package enum ProcessExit: Hashable, Sendable {
    case code(Int32)
    case signal(Int32)

    /// `status` as `waitpid` gives it.
    init(waitStatus status: Int32) {
        let signal = status & 0x7f
        self = signal == 0 ? .code((status >> 8) & 0xff) : .signal(signal)
    }
}

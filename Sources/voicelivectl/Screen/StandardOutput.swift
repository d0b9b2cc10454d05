import Glibc
import Synchronization

/// Whether somebody still takes the results.
enum StandardOutput {
    /// The number of the first error; 0 while all was written.
    private static let trouble = Atomic<Int32>(0)

    static func failed(_ number: Int32) {
        _ = trouble.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    }

    /// Throws when nothing more can be written. A reader who has seen enough (`| head`) is no error.
    static func check() throws(Failure) {
        switch trouble.load(ordering: .relaxed) {
        case 0: return
        case EPIPE: throw .silent(.fine)
        case let number:
            throw Failure(
                .io, "the result cannot be written: \(unsafe String(cString: strerror(number)))",
                hint: "is the disk full? what was asked for is done, only its result is lost")
        }
    }

    /// For `poll` beside a connection: says when the reader is gone, though nothing is written.
    static var watched: pollfd { pollfd(fd: STDOUT_FILENO, events: 0, revents: 0) }

    /// - Parameter entry: `watched`, after `poll`.
    static func note(_ entry: pollfd) {
        if entry.revents & Int16(POLLERR | POLLHUP) != 0 { failed(EPIPE) }
    }
}

import Glibc

/// Lines on a file descriptor, standard error by default. It may be a pipe that nobody reads: then only the writer
/// thread waits.
struct LineOutput: LogOutput {
    var format: LineFormat
    var descriptor: Int32 = STDERR_FILENO

    func write(_ record: LogRecord, revealingText: Bool) {
        let bytes = Array((format.line(record, revealingText: revealingText) + "\n").utf8)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[sent...])
                return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 && errno == EINTR { continue }
            // Nobody is left to tell.
            guard count > 0 else { return }
            sent += count
        }
    }
}

import CTestBench
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A program that a test started: in a process group of its own, without a shell, with bounded output, and never
/// outliving the test. It is killed when this object goes, and by the kernel when the test process dies.
package final class ChildProcess: Sendable {
    /// Where its standard output and error go.
    package enum Output: Sendable {
        /// Kept in memory: the newest `limit` bytes of each.
        case memory(limit: Int)
        /// Both appended to a file.
        case file(String)
        case none
    }

    package let program: String
    package let pid: Int32
    private let descriptor: Int32
    private let input: Int32
    private let output: ProcessOutput?
    private let ended = Mutex<ProcessExit?>(nil)

    /// Starts `program`, looked up on PATH unless it is a path.
    ///
    /// - Parameters:
    ///   - environment: Added to a clean environment of PATH and a UTF-8 locale; the test's own is not passed on.
    ///   - keepsInput: Whether `write` can be used; otherwise standard input is empty.
    package init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], folder: String? = nil,
        keepsInput: Bool = false, output: Output = .memory(limit: 1 << 20)
    ) throws(ChildProcessError) {
        let path = try ProgramPath.find(program)
        guard let ends = ProcessStreams(output: output, keepsInput: keepsInput) else {
            throw .couldNotStart(program, errno: errno)
        }
        let pid = ends.spawn(path, [program] + arguments, environment: environment, folder: folder)
        ends.closeChildEnds()
        let descriptor = pid > 0 ? vl_process_descriptor(pid) : -1
        guard pid > 0, descriptor >= 0 else {
            ends.closeOwnEnds()
            throw .couldNotStart(program, errno: pid > 0 ? errno : -pid)
        }
        self.program = program
        self.pid = pid
        self.descriptor = descriptor
        input = ends.ownInput
        self.output = ends.reader
        self.output?.startReading()
    }

    deinit {
        kill()
        output?.stopReading()
        close(descriptor)
        if input >= 0 { close(input) }
    }

    /// What it wrote so far.
    package var standardOutput: String { output?.text(0) ?? "" }
    package var standardError: String { output?.text(1) ?? "" }

    package var isRunning: Bool { wait(within: .zero) == nil }

    /// Waits for its end. `nil` when it still runs after `limit`. All its output is there when it ended.
    package func wait(within limit: Duration) -> ProcessExit? {
        let deadline = Deadline(after: limit)
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&entry, 1, deadline.milliseconds) < 0, errno == EINTR {}
        return collect()
    }

    /// Sends a signal to it and all it started.
    package func send(_ signal: Int32) {
        ended.withLock { exit in
            if exit == nil { _ = Glibc.kill(-pid, signal) }
        }
    }

    package func freeze() { send(SIGSTOP) }
    package func thaw() { send(SIGCONT) }

    /// Ends it at once. Waits until it is gone.
    package func kill() {
        send(SIGKILL)
        _ = wait(within: .seconds(10))
    }

    /// Asks it to end, and kills it when it does not within `limit`.
    @discardableResult
    package func terminate(within limit: Duration = .seconds(3)) -> ProcessExit? {
        send(SIGTERM)
        if let exit = wait(within: limit) { return exit }
        kill()
        return wait(within: .zero)
    }

    /// Writes to its standard input. Returns whether it took all.
    @discardableResult
    package func write(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(input, $0.baseAddress.map { unsafe $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Its standard input ends.
    package func closeInput() {
        if input >= 0 { shutdown(input, Int32(SHUT_WR)) }
    }

    /// Waits until its output (either stream) contains `text`.
    package func says(_ text: String, within limit: Duration) -> Bool {
        becomesTrue(within: limit) { standardOutput.contains(text) || standardError.contains(text) }
    }

    private func collect() -> ProcessExit? {
        let (exit, isNew) = ended.withLock { exit -> (ProcessExit?, Bool) in
            if let exit { return (exit, false) }
            var status: Int32 = 0
            guard unsafe waitpid(pid, &status, WNOHANG) == pid else { return (nil, false) }
            exit = ProcessExit(waitStatus: status)
            // Whatever it left running in its group ends with it.
            _ = Glibc.kill(-pid, SIGKILL)
            return (exit, true)
        }
        if isNew { output?.stopReading() }
        return exit
    }
}

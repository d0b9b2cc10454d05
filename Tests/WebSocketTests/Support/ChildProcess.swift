import Glibc

/// A process that a test starts and that ends with the test: its standard input closes, then it is killed.
final class ChildProcess: Sendable {
    /// What it prints, line by line.
    private let lines: AsyncStream<String>
    private let process: pid_t
    private let input: Int32

    /// Starts a program found in PATH. Its standard error is ours.
    init(_ arguments: [String]) throws {
        let input = try Self.pair()
        let output = try Self.pair()
        process = try Self.spawn(arguments, input: input.theirs, output: output.theirs)
        close(input.theirs)
        close(output.theirs)
        self.input = input.ours
        lines = Self.lines(from: output.ours)
    }

    deinit {
        close(input)
        kill(process, SIGKILL)
        var status: Int32 = 0
        _ = unsafe waitpid(process, &status, 0)
    }

    /// The next line it prints; nil at its end.
    func line() async -> String? {
        for await line in lines { return line }
        return nil
    }

    /// All lines to its end.
    func rest() async -> [String] {
        var all: [String] = []
        for await line in lines { all.append(line) }
        return all
    }

    /// The number behind a word in the first line: `port 4711 cases 12`.
    static func number(_ word: String, in line: String?) -> Int? {
        let words = (line ?? "").split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: word), index + 1 < words.count else { return nil }
        return Int(words[index + 1])
    }

    // MARK: System calls

    private struct Fault: Error {
        let what: String
        let code: Int32
    }

    /// Two ends of a stream, closed on exec. Atomically, since other tests spawn too.
    private static func pair() throws -> (ours: Int32, theirs: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Fault(what: "socketpair", code: errno) }
        return (ends[0], ends[1])
    }

    private static func spawn(_ arguments: [String], input: Int32, output: Int32) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var process = pid_t()
        let code = unsafe posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
        guard code == 0 else { throw Fault(what: arguments[0], code: code) }
        return process
    }

    private static func lines(from descriptor: Int32) -> AsyncStream<String> {
        let (lines, sink) = AsyncStream<String>.makeStream()
        BlockingThread.start {
            var line: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = unsafe read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                for byte in buffer[..<count] {
                    if byte == UInt8(ascii: "\n") {
                        sink.yield(String(decoding: line, as: UTF8.self))
                        line = []
                    } else {
                        line.append(byte)
                    }
                }
            }
            close(descriptor)
            sink.finish()
        }
        return lines
    }
}

import Glibc

/// Another program, run to its end. No shell; its input is given whole, so a secret is in no command line.
enum OtherProgram {
    struct Outcome {
        /// As a shell would see it; 127 when the program is not there.
        var status: Int32
        var output: String
    }

    /// What it writes to standard error goes to ours, or nowhere when `isQuiet`.
    static func run(_ words: [String], input: [UInt8] = [], isQuiet: Bool = true) -> Outcome {
        guard let toChild = pipeEnds() else { return Outcome(status: 126, output: "") }
        guard let fromChild = pipeEnds() else {
            toChild.forEach { close($0) }
            return Outcome(status: 126, output: "")
        }
        let child = spawn(words, input: toChild[0], output: fromChild[1], isQuiet: isQuiet)
        close(toChild[0])
        close(fromChild[1])
        defer { close(fromChild[0]) }
        guard let child else {
            close(toChild[1])
            return Outcome(status: 127, output: "")
        }
        // A pipe takes 64 KiB at once; nothing larger is ever given.
        _ = unsafe input.prefix(65_536).withUnsafeBytes { unsafe write(toChild[1], $0.baseAddress, $0.count) }
        close(toChild[1])
        let output = read(fromChild[0])
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
        return Outcome(
            status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
            output: String(decoding: output, as: UTF8.self))
    }

    /// Puts the other program in this one's place, with its terminal, its input and its exit code. Returns only when that
    /// failed, and why: `missing` when there is no such program.
    static func become(_ words: [String], missing: Failure) -> Failure {
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        // What was ignored stays ignored over exec; a pager that ends must end the other program.
        signal(SIGPIPE, SIG_DFL)
        _ = unsafe execvp(words[0], &arguments)
        guard errno != ENOENT else { return missing }
        return Failure(.unavailable, "\(words[0]) cannot be started: \(unsafe String(cString: strerror(errno)))")
    }

    /// Reading end, writing end; the child gets only what is given to it.
    private static func pipeEnds() -> [Int32]? {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    private static func spawn(_ words: [String], input: Int32, output: Int32, isQuiet: Bool) -> pid_t? {
        guard let program = words.first else { return nil }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        if isQuiet { unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child = pid_t()
        return unsafe posix_spawnp(&child, program, &actions, nil, &arguments, environ) == 0 ? child : nil
    }

    private static func read(_ descriptor: Int32) -> [UInt8] {
        var (all, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 16_384))
        while all.count < 1_048_576 {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            all += buffer[..<count]
        }
        return all
    }
}

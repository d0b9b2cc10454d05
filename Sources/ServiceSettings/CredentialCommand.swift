import Dispatch
import Glibc
package import VoiceLiveClient

/// Runs an admin's program that prints a credential. No shell; ten seconds; what it writes to standard error is not kept.
package enum CredentialCommand {
    private static let longestOutput = 16_384
    private static let patienceMilliseconds: Int32 = 10_000

    @Sendable package static func run(_ arguments: [String]) async throws(CredentialError) -> [UInt8] {
        let program = arguments.first ?? ""
        let outcome: Result<[UInt8], CredentialError> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: collect(arguments, program))
            }
        }
        return try outcome.get()
    }

    private static func collect(_ arguments: [String], _ program: String) -> Result<[UInt8], CredentialError> {
        var ends: [Int32] = [0, 0]
        guard !program.isEmpty, unsafe pipe(&ends) == 0 else {
            return .failure(.commandFailed(program: program, reason: "no pipe"))
        }
        defer { close(ends[0]) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        let child = spawn(arguments, output: ends[1])
        close(ends[1])
        guard let child else { return .failure(.commandFailed(program: program, reason: "cannot be started")) }
        let bytes = read(ends[0])
        if bytes == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        _ = unsafe waitpid(child, &status, 0)
        guard let bytes else {
            return .failure(.commandFailed(program: program, reason: "took over 10 s, or wrote too much"))
        }
        guard status == 0 else {
            return .failure(.commandFailed(program: program, reason: "ended with status \(status >> 8)"))
        }
        return .success(bytes)
    }

    private static func spawn(_ arguments: [String], output: Int32) -> pid_t? {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let failed = unsafe posix_spawnp(&child, arguments[0], &actions, nil, &pointers, environ)
        return failed == 0 ? child : nil
    }

    /// `nil` when it took too long or was too much.
    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var left = patienceMilliseconds
        while left > 0, bytes.count <= longestOutput {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let began = DispatchTime.now()
            guard unsafe poll(&entry, 1, left) > 0 else { return nil }
            left -= Int32(clamping: (DispatchTime.now().uptimeNanoseconds - began.uptimeNanoseconds) / 1_000_000)
            var chunk = [UInt8](repeating: 0, count: 4_096)
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 { return bytes }
            bytes += chunk.prefix(count)
        }
        return nil
    }
}

import Glibc
import Testing

/// A Python server of Tests/Peers on a port of its own, for one test.
final class Peer {
    let port: Int
    private let process: pid_t

    init(_ program: String, _ argument: String = "") async throws {
        let python = await PythonPeer.shell(["\(TestServer.root)/Tools/python-peers"])
        try #require(python.status == 0, "\(python.output)")
        let path = python.output.split(separator: "\n").last.map(String.init) ?? ""
        var ends: [Int32] = [0, 0]
        unsafe pipe(&ends)
        let child = Self.start([path, "\(TestServer.root)/Tests/Peers/\(program)", argument], output: ends[1])
        process = child
        close(ends[1])
        port = Self.number(from: ends[0]) ?? 0
        close(ends[0])
        try #require(port > 0, "\(program) did not start")
    }

    deinit { stop() }

    func stop() {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    private static func start(_ words: [String], output: Int32) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child: pid_t = 0
        _ = unsafe posix_spawn(&child, words[0], &actions, nil, &arguments, environ)
        return child
    }

    /// The line that the server prints when it listens.
    private static func number(from descriptor: Int32) -> Int? {
        var text = ""
        var byte: UInt8 = 0
        while unsafe read(descriptor, &byte, 1) == 1, byte != 0x0A { text.append(Character(UnicodeScalar(byte))) }
        return Int(text)
    }
}

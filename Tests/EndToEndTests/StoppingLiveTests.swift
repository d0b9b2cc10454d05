import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import TestBench
import Testing

/// A daemon that ends says why.
@Suite(.serialized, .timeLimit(.minutes(2))) struct StoppingLiveTests {
    private let settings = "[audio]\nserver = \"unix:/nonexistent/native\"\n"

    private func lastWords(_ daemon: DaemonProcess, before: () throws -> Void = {}) throws -> JSONValue? {
        let client = try daemon.client()
        try client.ask("events.subscribe", ["topics": [["name": "daemon.stopping"]]])
        try before()
        daemon.child.terminate(within: .seconds(5))
        return try client.next("daemon.stopping")["params"]?["data"]
    }

    @Test func whoeverFollowsIsToldThatTheDaemonStops() throws {
        #expect(try lastWords(DaemonProcess(settings)) == ["reason": "stopped", "in_ms": 0])
    }

    /// As a package does it: the new program takes the old one's name.
    @Test func whoeverFollowsIsToldOfAnUpgrade() throws {
        let folder = try TemporaryFolder("upgrade")
        let program = folder.path + "/voicelived"
        func copy(to path: String) throws {
            let copying = try ChildProcess("cp", [try Programs.folder() + "/voicelived", path])
            try #require(copying.wait(within: .seconds(30)) == .code(0), "\(copying.standardError)")
        }
        try copy(to: program)
        let daemon = try DaemonProcess(settings, program: program)
        let told = try lastWords(daemon) {
            try copy(to: program + ".new")
            try #require(unsafe rename(program + ".new", program) == 0)
        }
        #expect(told == ["reason": "upgrade", "in_ms": 0])
    }
}

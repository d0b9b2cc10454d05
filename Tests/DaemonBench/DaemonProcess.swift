import ControlTestSupport
import Glibc
package import TestBench

/// The real daemon in a process of its own, with a configuration of the test's.
package final class DaemonProcess: Sendable {
    package let child: ChildProcess
    package let socket: String
    /// When it was started, on the monotonic clock.
    package let started: Int64
    /// When it first took a client, to about two milliseconds.
    package let ready: Int64
    private let folder: TemporaryFolder
    private let program: String
    private let keys: String
    private let isManaged: Bool

    package enum Trouble: Error {
        /// Its log says why.
        case notReady(log: String)
        case notBuilt(String)
    }

    /// Returns when the daemon takes clients. `settings` is TOML without `[control]`; `program` is another build.
    /// - Parameters:
    ///   - credentials: by name, as the service manager would hand them over.
    ///   - isManaged: It has a place for notes that outlive it, as from a service manager.
    package convenience init(
        _ settings: String, program other: String? = nil, credentials: [String: String] = [:], isManaged: Bool = false
    ) throws {
        let folder = try TemporaryFolder("daemon")
        let keys = folder.path + "/credentials"
        _ = unsafe mkdir(keys, 0o700)
        for (name, text) in credentials where !Self.writeSecret(keys + "/" + name, text) {
            throw Trouble.notReady(log: "cannot write the credential \(name)")
        }
        let file = folder.path + "/voicelived.toml"
        let state = folder.path + "/state"
        _ = unsafe mkdir(state, 0o700)
        // Keys of the top level come first in TOML.
        let text = "state_directory = \"\(state)\"\n[control]\nsocket = \"\(Self.socket(folder))\"\n" + settings
        guard writeWholeFile(file, Array(text.utf8)), unsafe chmod(file, 0o600) == 0 else {
            throw Trouble.notReady(log: "cannot write \(file)")
        }
        let program = try other ?? Programs.folder() + "/voicelived"
        guard unsafe access(program, X_OK) == 0 else { throw Trouble.notBuilt(program) }
        try self.init(program, in: folder, isManaged: isManaged)
    }

    private static func writeSecret(_ path: String, _ text: String) -> Bool {
        guard writeWholeFile(path, Array(text.utf8)) else { return false }
        return unsafe chmod(path, 0o600) == 0
    }

    private static func socket(_ folder: TemporaryFolder) -> String { folder.path + "/control.sock" }

    /// The same daemon once more, with its files as it left them.
    package func again() throws -> DaemonProcess { try DaemonProcess(program, in: folder, isManaged: isManaged) }

    private init(_ program: String, in folder: TemporaryFolder, isManaged: Bool) throws {
        self.program = program
        self.isManaged = isManaged
        self.folder = folder
        keys = folder.path + "/credentials"
        socket = Self.socket(folder)
        started = microseconds()
        child = try ChildProcess(
            program, ["--config", folder.path + "/voicelived.toml", "--log-format", "lines"],
            environment: [
                "HOME": folder.path, "XDG_RUNTIME_DIR": folder.path, "CREDENTIALS_DIRECTORY": keys,
            ].merging(isManaged ? ["RUNTIME_DIRECTORY": folder.path] : [:]) { $1 })
        let isReady = becomesTrue(within: .seconds(20)) { [child, socket] in
            !child.isRunning || (try? LineClient(socket)) != nil
        }
        guard isReady, child.isRunning else { throw Trouble.notReady(log: child.standardError) }
        ready = microseconds()
    }

    /// Other users of this machine reach the socket; what they may do there is for the daemon to say.
    package func openToOtherUsers() throws {
        for (path, mode) in [(folder.path, 0o711), (socket, 0o666)] as [(String, mode_t)] {
            guard unsafe chmod(path, mode) == 0 else { throw Trouble.notReady(log: "cannot open \(path)") }
        }
    }

    /// Where it finds the credential of this name.
    package func credential(_ name: String) -> String { keys + "/" + name }

    /// Writes its configuration anew. It learns of that when somebody tells it.
    package func rewrite(_ change: (String) -> String) throws {
        let file = folder.path + "/voicelived.toml"
        let text = change(String(decoding: readWholeFile(file) ?? [], as: UTF8.self))
        guard writeWholeFile(file, Array(text.utf8)) else { throw Trouble.notReady(log: "cannot write \(file)") }
    }

    package var stateFolder: String { folder.path + "/state" }
    package var log: String { child.standardError + child.standardOutput }

    package func client() throws -> ThinClient { try ThinClient(LineClient(socket)) }
}

/// Microseconds of the monotonic clock.
package func microseconds() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
}

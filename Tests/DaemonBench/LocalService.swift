import ControlTestSupport
import Glibc
package import TestBench

/// The real voicelive-local in a process of its own.
package final class LocalService: Sendable {
    package let child: ChildProcess
    package let socket: String
    private let folder: TemporaryFolder

    package enum Trouble: Error {
        case notReady(log: String)
    }

    private let words: [String]
    private let path: String

    package convenience init(_ arguments: [String] = [], program: String? = nil) throws {
        let folder = try TemporaryFolder("local")
        let root = String(#filePath.split(separator: "/Tests/")[0])
        try self.init(
            try program ?? Programs.folder() + "/voicelive-local",
            ["--listen", "unix:\(folder.path)/local.sock", "--intents", root + "/Config/local"] + arguments, in: folder)
    }

    /// The same once more, on the same socket, when its process is gone.
    package func again() throws -> LocalService { try LocalService(path, words, in: folder) }

    private init(_ path: String, _ words: [String], in folder: TemporaryFolder) throws {
        (self.path, self.words, self.folder) = (path, words, folder)
        socket = folder.path + "/local.sock"
        child = try ChildProcess(path, words)
        let isReady = becomesTrue(within: .seconds(30)) { [child, socket] in
            (try? LineClient(socket)) != nil || !child.isRunning
        }
        guard isReady, child.isRunning else { throw Trouble.notReady(log: child.standardError) }
    }

    /// For the daemon's configuration.
    package var endpoint: String { endpoint(named: "local") }

    package func endpoint(named name: String) -> String {
        """
        [[endpoint]]
        name = "\(name)"
        url = "ws+unix:\(socket)"
        authentication = "none"

        """
    }
}

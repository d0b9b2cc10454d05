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

    package init(_ arguments: [String] = [], program: String? = nil) throws {
        folder = try TemporaryFolder("local")
        socket = folder.path + "/local.sock"
        let root = String(#filePath.split(separator: "/Tests/")[0])
        child = try ChildProcess(
            try program ?? Programs.folder() + "/voicelive-local",
            ["--listen", "unix:\(socket)", "--intents", root + "/Config/local"] + arguments)
        let isReady = becomesTrue(within: .seconds(30)) { [child, socket] in
            unsafe access(socket, F_OK) == 0 || !child.isRunning
        }
        guard isReady, child.isRunning else { throw Trouble.notReady(log: child.standardError) }
    }

    /// For the daemon's configuration.
    package var endpoint: String {
        """
        [[endpoint]]
        name = "local"
        url = "ws+unix:\(socket)"
        authentication = "none"

        """
    }
}

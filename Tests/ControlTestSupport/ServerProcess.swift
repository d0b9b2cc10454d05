import Glibc

/// A control server with a fake daemon in a process of its own: `control-bench serve`, from the folder of this build.
package final class ServerProcess {
    package let path: String
    package let process: Int32
    private let live: Int32
    private let folder: String

    /// `descriptors` is the process's limit.
    package init(descriptors: Int = 4_096) throws {
        folder = "/tmp/voicelived-host-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        path = folder + "/control.sock"
        guard unsafe mkdir(folder, 0o700) == 0 else { throw LineClient.Trouble(description: "mkdir \(folder)") }
        // The process ends when the last writer of this pipe does, however this one ends.
        guard unsafe mkfifo(folder + "/live", 0o600) == 0 else { throw LineClient.Trouble(description: "mkfifo") }
        let command =
            "prlimit --nofile=\(descriptors) '\(try Programs.folder())/control-bench' serve \(path) "
            + "<\(folder)/live >\(folder)/out 2>&1 & echo $! >\(folder)/pid"
        guard unsafe system(command) == 0 else { throw LineClient.Trouble(description: command) }
        live = unsafe open(folder + "/live", O_WRONLY | O_CLOEXEC)
        let text = try Program.read(folder + "/pid")
        process = Int32(text.prefix { $0.isNumber }) ?? 0
        try waitUntilReady()
    }

    private func waitUntilReady() throws {
        let deadline = LineClient.now + 10
        while LineClient.now < deadline {
            if (try? LineClient(path)) != nil { return }
            usleep(10_000)
        }
        throw LineClient.Trouble(description: "the server did not start: \(try Program.read(folder + "/out"))")
    }

    /// Processor time that the process has used.
    package func processorSeconds() throws -> Double {
        let fields = try Program.read("/proc/\(process)/stat").split(separator: " ")
        guard fields.count > 14, let user = Double(fields[13]), let kernel = Double(fields[14]) else {
            throw LineClient.Trouble(description: "/proc/\(process)/stat")
        }
        return (user + kernel) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Resident kilobytes.
    package func residentKilobytes() throws -> Int {
        let status = try Program.read("/proc/\(process)/status")
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    deinit {
        close(live)
        kill(process, SIGTERM)
        for name in ["/out", "/pid", "/live", "/control.sock"] { _ = unsafe unlink(folder + name) }
        _ = unsafe rmdir(folder)
    }
}

/// Where the programs of this build are.
package enum Programs {
    package static func folder() throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe readlink(
                "/proc/self/exe", bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? .allocate(capacity: 1),
                bytes.count)
        }
        let own = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        if let folder = own.split(separator: "/").dropLast().map(String.init).nonEmptyPath, has(folder) {
            return folder
        }
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            let cut = argument.split(separator: "/", omittingEmptySubsequences: false).prefix {
                !$0.hasSuffix(".xctest")
            }
            let folder = cut.joined(separator: "/")
            if has(folder) { return folder }
        }
        throw LineClient.Trouble(description: "control-bench is not beside the tests; build it first")
    }

    private static func has(_ folder: String) -> Bool {
        unsafe access(folder + "/control-bench", X_OK) == 0
    }
}

extension [String] {
    fileprivate var nonEmptyPath: String? { isEmpty ? nil : "/" + joined(separator: "/") }
}

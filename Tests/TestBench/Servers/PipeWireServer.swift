import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A private PipeWire with WirePlumber, pipewire-pulse and the message bus they want.
package final class PipeWireServer: SoundServer {
    package let options: SoundServerOptions
    private let folder: TemporaryFolder
    private let running = Mutex<[ChildProcess]>([])

    package init(_ options: SoundServerOptions = SoundServerOptions()) throws(TemporaryFolder.CannotBeMade) {
        self.options = options
        folder = try TemporaryFolder("pipewire")
    }

    deinit {
        kill()
    }

    package var socketPath: String { folder.path + "/pulse/native" }
    package var address: String { "unix:" + socketPath }
    package var processes: [ChildProcess] { running.withLock { $0 } }

    package func start() throws {
        for leftover in ["/bus", "/pipewire-0", "/pulse/native"] { unsafe unlink(folder.path + leftover) }
        try startOne("dbus-daemon", ["--session", "--nofork", "--nopidfile", "--address=unix:path=\(folder.path)/bus"])
        try waitForSocket("/bus")
        try startOne("pipewire", [])
        try waitForSocket("/pipewire-0")
        try startOne("wireplumber", [])
        try startOne("pipewire-pulse", [])
        try control.waitUntilAnswering(within: options.startLimit)
        try control.plugAll()
    }

    /// The daemons that use others are ended first.
    package func kill() {
        let processes = running.withLock { running in
            defer { running = [] }
            return running
        }
        for process in processes.reversed() { process.kill() }
    }

    private func startOne(_ program: String, _ arguments: [String]) throws {
        let path = folder.path
        let home = [
            "HOME": path, "XDG_RUNTIME_DIR": path, "XDG_CONFIG_HOME": path, "XDG_STATE_HOME": path,
            "PIPEWIRE_RUNTIME_DIR": path, "PULSE_RUNTIME_PATH": path + "/pulse",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=\(path)/bus", "DBUS_SYSTEM_BUS_ADDRESS": "disabled:",
        ]
        let process = try ChildProcess(program, arguments, environment: home)
        running.withLock { $0.append(process) }
    }

    private func waitForSocket(_ name: String) throws {
        let path = folder.path + name
        guard becomesTrue(within: options.startLimit, { UnixConnection(path) != nil }) else {
            throw SoundServerError.notReady(path, log: processes.last?.standardError ?? "")
        }
    }
}

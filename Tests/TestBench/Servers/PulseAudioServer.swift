import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A private PulseAudio daemon.
package final class PulseAudioServer: SoundServer {
    package let options: SoundServerOptions
    private let folder: TemporaryFolder
    private let running = Mutex<ChildProcess?>(nil)

    package init(_ options: SoundServerOptions = SoundServerOptions()) throws(TemporaryFolder.CannotBeMade) {
        self.options = options
        folder = try TemporaryFolder("pulse")
    }

    package var socketPath: String { folder.path + "/native" }
    package var address: String { "unix:" + socketPath }
    package var processes: [ChildProcess] { running.withLock { $0.map { [$0] } ?? [] } }

    package func start() throws {
        unsafe unlink(socketPath)
        let arguments = [
            "-n", "--daemonize=no", "--use-pid-file=no", "--disallow-exit", "--exit-idle-time=-1",
            // Taken where the tester may, so that a busy machine is not a broken sound card. No bus, so no waiting
            // for a broker of such rights.
            "--realtime=yes", "--high-priority=yes", "--log-target=stderr", "--log-level=notice",
            "-L", "module-native-protocol-unix socket=\(socketPath) auth-anonymous=1",
        ]
        // The kernel kills a real-time thread that runs for the 200 ms which PulseAudio allows itself; one that makes up
        // for a machine which stood still takes longer.
        let settings = folder.path + "/daemon.conf"
        guard writeWholeFile(settings, Array("rlimit-rttime = -1\n".utf8)) else {
            throw SoundServerError.notReady("\(settings) cannot be written", log: "")
        }
        let home = [
            "HOME": folder.path, "PULSE_RUNTIME_PATH": folder.path, "XDG_RUNTIME_DIR": folder.path,
            "PULSE_CONFIG": settings,
            "DBUS_SESSION_BUS_ADDRESS": "disabled:", "DBUS_SYSTEM_BUS_ADDRESS": "disabled:",
        ]
        let process = try ChildProcess("pulseaudio", arguments, environment: home)
        running.withLock { $0 = process }
        try control.waitUntilAnswering(within: options.startLimit)
        try control.plugAll()
    }

    package func kill() {
        let process = running.withLock { running in
            defer { running = nil }
            return running
        }
        process?.kill()
    }
}

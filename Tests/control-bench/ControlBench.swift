import ControlProtocol
import ControlServer
import ControlTestSupport
import Glibc

/// Serves a control socket with a fake daemon behind it, or is a client of one that tests can stop and kill.
@main
enum ControlBench {
    static func main() throws {
        signal(SIGPIPE, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "serve" where words.count == 2: try serve(words[1])
        case "client" where words.count >= 3: try Client.run(words[1], Array(words.dropFirst(2)))
        default:
            let usage = "usage: control-bench serve PATH | client PATH LINE...\n"
            _ = unsafe write(2, usage, usage.utf8.count)
            exit(64)
        }
    }

    /// Until the standard input ends.
    private static func serve(_ path: String) throws {
        var settings = ControlSettings(access: AccessPolicy(ownUser: getuid()))
        settings.limits.requestBurst = nil
        settings.limits.connections = 2_000
        settings.limits.connectionsPerUser = 2_000
        let daemon = FakeDaemon()
        let server = try ControlServer(
            doors: [(.control, .path(path))], settings: settings, commands: daemon, instance: "i-bench",
            daemon: ClientName(name: "voicelived", version: "0.0.1"), features: ["tools"])
        daemon.onOrder { order in
            if case .endSession(let name, let reason, _) = order {
                server.publish(SessionState(state: .ended, reason: reason.rawValue), session: name)
            }
        }
        Rehearsal.start(server, daemon)
        var byte: UInt8 = 0
        while unsafe read(0, &byte, 1) == 1 {}
        server.stop()
    }
}

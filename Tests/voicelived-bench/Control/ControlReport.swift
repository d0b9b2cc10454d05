import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import ScriptedService
import TestBench

/// Measures the daemon's control socket while a conversation goes on, and writes it down as Markdown.
struct ControlReport {
    let program: String?
    let isQuick: Bool

    func make() async throws -> String {
        Self.raiseDescriptorLimit()
        let load = Machine.load
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.listen(milliseconds: 1_000)
        progress("measuring: pings")
        let socket = stage.daemon.socket
        var rows = try Background { [rounds = isQuick ? 200 : 2_000] in
            try Pings(socket: socket, rounds: rounds).rows()
        }.result()
        rows += try await Crowd(stage: stage, seconds: isQuick ? 4 : 20).rows()
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        rows += try await OwnerGone(stage: stage, rounds: isQuick ? 1 : 5).rows()
        return """
            \(Machine.description); load \(load) before, \(Machine.load) after. The same daemon with a session and its \
            audio running; the clients of a debug build beside it on the same cores.

            \(Row.head)
            \(rows.map(\.markdown).joined(separator: "\n"))
            """
    }

    private var plan: Stage.Plan {
        var plan = Stage.Plan()
        plan.program = program
        plan.control = """
            max_clients = 4096
            max_clients_per_user = 4096
            requests_per_second = 100000

            """
        return plan
    }

    /// The daemon inherits it; its unit file gives it as many.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        _ = unsafe getrlimit(__rlimit_resource_t(7), &limit)
        limit.rlim_cur = min(4_096, limit.rlim_max)
        _ = unsafe setrlimit(__rlimit_resource_t(7), &limit)
    }
}

import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import TestBench

/// A client that holds a session is killed; nobody comes back for it.
struct OwnerGone {
    let stage: Stage
    let rounds: Int

    func rows() async throws -> [Row] {
        progress("measuring: owners that are killed")
        _ = try stage.client.next("session.state") { $0["params"]?["data"]?["state"] == "ended" }
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let owner = try ChildProcess(
                try Programs.folder() + "/control-bench",
                ["client", stage.daemon.socket, #"{"id":1,"method":"session.start"}"#])
            var session: JSONValue?
            try await stage.wait("the owner's session") {
                let status = try stage.client.ask("daemon.status")["session"]
                session = status?["session"]
                return status?["state"] == "listening"
            }
            let killed = LineClient.now
            owner.send(SIGKILL)
            let ended = try stage.client.next("session.state", seconds: 10) { event in
                event["params"]?["session"] == session && event["params"]?["data"]?["state"] == "ended"
            }
            guard ended["params"]?["data"]?["reason"] == "owner_gone" else {
                throw LineClient.Trouble(description: "the session ended for another reason: \(ended)")
            }
            seconds.append(LineClient.now - killed)
        }
        return [
            Row(
                metric: "owner killed → session ended", unit: "s", values: seconds, digits: 2,
                note: "3 s are its grace time; goal ≤ 3.5 s")
        ]
    }
}

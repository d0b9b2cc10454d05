import Glibc

/// What the service manager knows of the units.
struct ServiceChecks {
    private let manager: [String]

    init(isUser: Bool) {
        manager = ["systemctl"] + (isUser ? ["--user"] : [])
    }

    func findings() -> [Finding] {
        let facts = facts("voicelived.service")
        guard let load = facts["LoadState"] else {
            return [.skip("service.unit", "no systemd answers here")]
        }
        guard load == "loaded" else {
            return [
                .fail(
                    "service.unit", "there is no unit voicelived.service (\(load))",
                    fix: "install the package, or systemctl unmask voicelived")
            ]
        }
        return [active(facts), enabled(facts), restarts(facts), socket()]
    }

    private func active(_ facts: [String: String]) -> Finding {
        let id = "service.active"
        let state = facts["ActiveState"] ?? ""
        let codes = (facts["ExecStartPre"] ?? "") + " status=\(facts["ExecMainStatus"] ?? "")"
        if codes.contains("status=243"), state != "active" {
            return .fail(
                id, "systemd cannot read a credential: it is damaged, or was made on another machine",
                fix: "store it anew: voicelivectl credential set, then systemctl restart voicelived")
        }
        if codes.contains("status=78"), state != "active" {
            return .fail(
                id, "the configuration has errors", fix: "voicelivectl config check, then systemctl restart voicelived")
        }
        switch state {
        case "active": return .ok(id, "running: \(facts["StatusText"] ?? "")")
        case "inactive":
            return .fail(id, "the daemon is not started", fix: "systemctl start voicelived.socket voicelived")
        default:
            return .fail(
                id, "the daemon is \(state) (\(facts["Result"] ?? ""))", fix: "see: journalctl -u voicelived -n 50")
        }
    }

    private func enabled(_ facts: [String: String]) -> Finding {
        let state = facts["UnitFileState"] ?? ""
        return state.hasPrefix("enabled")
            ? .ok("service.enabled", "starts with the machine")
            : .warn("service.enabled", "does not start with the machine (\(state))", fix: "systemctl enable voicelived")
    }

    private func restarts(_ facts: [String: String]) -> Finding {
        let count = Int(facts["NRestarts"] ?? "") ?? 0
        return count == 0
            ? .ok("service.restarts", "not restarted since it was started")
            : .warn("service.restarts", "restarted \(count) times", fix: "see: journalctl -u voicelived -p warning")
    }

    private func socket() -> Finding {
        let facts = facts("voicelived.socket")
        return facts["ActiveState"] == "active"
            ? .ok("service.socket", "the control socket is open")
            : .fail(
                "service.socket", "the control socket is closed", fix: "systemctl enable --now voicelived.socket")
    }

    private func facts(_ unit: String) -> [String: String] {
        let names = "LoadState,UnitFileState,ActiveState,Result,NRestarts,ExecMainStatus,ExecStartPre,StatusText"
        let said = OtherProgram.run(manager + ["show", "--property=" + names, unit])
        guard said.status == 0 else { return [:] }
        return said.output.split(separator: "\n").reduce(into: [:]) { facts, line in
            let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { facts[String(pair[0])] = String(pair[1]) }
        }
    }
}

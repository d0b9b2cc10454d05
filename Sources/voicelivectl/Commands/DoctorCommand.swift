import Configuration
import ControlProtocol
import Glibc

extension CommandTable {
    static let doctor = Command(
        name: "doctor", arguments: "[--only AREA[.CHECK]] [--user]",
        about: "Checks the installation and says how to repair it, also while the daemon is down.", values: ["only"],
        flags: ["user"]
    ) { (session) throws(Failure) in
        let files = ConfigurationOnDisk.load()
        var endpoints: [EndpointSection] = []
        var link = LinkSection()
        if case .loaded(let effective) = files {
            endpoints = effective.values.endpoints
            link = effective.values.link
        }
        let all: [(area: String, findings: () -> [Finding])] = [
            ("daemon", DaemonChecks(session: session).findings),
            ("service", ServiceChecks(isUser: session.arguments.has("user")).findings),
            ("config credential audio storage system", FileChecks(files: files).findings),
            ("network", NetworkChecks(endpoints: endpoints, link: link, timeout: session.timeout).findings),
        ]
        let only = session.arguments["only"]
        let area = only.map { $0.prefix { $0 != "." } }
        let isWanted = { (areas: String) in area.map { areas.split(separator: " ").contains($0) } ?? true }
        let outside = all.filter { isWanted($0.area) }.flatMap { $0.findings() }
        let isDown = outside.contains { $0.id == "daemon.answers" && $0.status == .fail }
        let asksDaemon = isWanted("daemon " + DaemonsFindings.areas)
        let daemons = asksDaemon ? DaemonsFindings(session: session).findings(isDown: isDown) : []
        let findings = outside.joined(with: daemons).filter { finding in
            only.map { finding.id == $0 || finding.id.hasPrefix($0 + ".") } ?? true || finding.id == DaemonsFindings.id
        }
        if let only, let area, findings.isEmpty, !all.contains(where: { isWanted($0.area) }) {
            let areas = all.flatMap { $0.area.split(separator: " ") }
            throw .usage(
                "there is no check \"\(visible(only))\"", hint: "areas are \(areas.joined(separator: ", "))")
        }
        if session.wantsJSON {
            session.terminal.result(JSONWriter.text(of: .array(findings.map(\.wire))))
        } else {
            findings.flatMap { $0.lines(session.terminal) }.forEach { session.terminal.result($0) }
        }
        if findings.verdict != .fine { throw .silent(findings.verdict) }
    }
}

extension Finding {
    fileprivate func lines(_ terminal: Terminal) -> [String] {
        let mark =
            switch status {
            case .ok: terminal.green("ok  ")
            case .warn: terminal.bold("warn")
            case .fail: terminal.red("FAIL")
            case .skip: terminal.dim("skip")
            }
        return ["\(mark)  \(visible(id)): \(visible(text))"] + (fix.map { ["      → \(visible($0))"] } ?? [])
    }
}

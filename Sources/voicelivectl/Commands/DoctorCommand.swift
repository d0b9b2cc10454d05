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
        let findings = all.filter { entry in
            only.map { entry.area.contains($0.prefix { $0 != "." }) } ?? true
        }.flatMap { $0.findings() }.filter { finding in
            only.map { finding.id == $0 || finding.id.hasPrefix($0 + ".") } ?? true
        }
        let areas = all.flatMap { $0.area.split(separator: " ") }
        if let only, findings.isEmpty, !areas.contains(where: { $0 == only.prefix { $0 != "." } }) {
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

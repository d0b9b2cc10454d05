import Configuration
import ControlProtocol
import Glibc

extension CommandTable {
    static let bundle = Command(
        name: "bundle", arguments: "[--to FILE] [--list]",
        about: "Puts what support needs into one archive, without secrets and without anybody's words.",
        values: ["to"], flags: ["list"]
    ) { (session) throws(Failure) in
        let files = SupportBundle(session).files
        let list = files.map { "\($0.name)  \($0.content.count) bytes" }
        if session.arguments.has("list") {
            let wire = files.map {
                ["name": .string($0.name), "bytes": .integer(Int64($0.content.count))] as JSONValue
            }
            return session.show(.array(wire)) { _ in list }
        }
        for line in list { session.terminal.talk(line) }
        var archive = TarArchive()
        for file in files { archive.add("voicelived-bundle/" + file.name, file.content, time: time(nil)) }
        archive.end()
        let path = session.arguments["to"] ?? "voicelived-bundle.tar"
        try writeWhole([(path, archive.bytes)])
        session.show(["file": .string(path)]) { _ in [visible(path)] }
    }
}

/// What goes into the archive. Everything is made from data whose shape is known; free text is left out, not searched
/// for secrets.
struct SupportBundle {
    struct File {
        var name: String
        var content: [UInt8]
    }

    private let session: Session

    init(_ session: Session) { self.session = session }

    var files: [File] {
        [
            daemon("status.json", DaemonStatus.self, Nothing()), daemon("health.json", DaemonHealth.self, Nothing()),
            daemon("doctor.json", DaemonDoctor.self, DaemonDoctor.Params()),
            daemon("devices.json", AudioDevices.self, Nothing()),
            daemon("signal.json", DspGet.self, DspGet.Params()),
            daemon("recordings.json", RecordList.self, Nothing()),
            daemon("clients.json", DaemonClients.self, Nothing()), metrics, running, onDisk, outside, journal, system,
        ]
    }

    // MARK: From the daemon

    private func daemon<M: Method>(_ name: String, _ method: M.Type, _ params: M.Params) -> File {
        do throws(Failure) {
            return File(name: name, content: line(try session.connect().call(method, params).wire))
        } catch { return File(name: name, content: line(["error": .string(error.message)])) }
    }

    private var metrics: File {
        let text = try? session.connect().call(DaemonMetrics.self, DaemonMetrics.Params()).text
        return File(name: "metrics.txt", content: Array((text ?? "").utf8))
    }

    private var running: File {
        let params = ConfigShow.Params(origins: true)
        let rows = (try? session.connect().call(ConfigShow.self, params))?.values ?? []
        return File(name: "config-running.json", content: line(.array(rows.map { Self.shown($0).wire })))
    }

    private var onDisk: File {
        let rows: [ConfigValue]
        switch ConfigurationOnDisk.load() {
        case .loaded(let effective): rows = effective.rows().map { ConfigurationRow($0).value }
        case .refused(let problems, _, _):
            return File(
                name: "config-files.json",
                content: line(
                    .array(
                        problems.map {
                            [
                                "code": .string($0.code), "path": .string($0.path),
                                "line": .integer(Int64($0.place?.line ?? 0)),
                            ]
                        })))
        }
        return File(name: "config-files.json", content: line(.array(rows.map { Self.shown($0).wire })))
    }

    /// Numbers, switches and one word of a choice say how the box is set; what people wrote says what they think.
    static func shown(_ row: ConfigValue) -> ConfigValue {
        switch row.value {
        case .null, .bool, .integer, .number: return row
        case .string(let text) where SettingTable.isChoice(row.path):
            return ConfigValue(
                path: row.path, value: .string(text), origin: row.origin)
        default:
            let size = (row.toml ?? "").utf8.count
            return ConfigValue(path: row.path, value: .string("‹\(size) bytes›"), origin: row.origin)
        }
    }

    // MARK: From outside

    private var outside: File {
        let findings =
            FileChecks(files: ConfigurationOnDisk.load()).findings() + ServiceChecks(isUser: false).findings()
        // A finding about the files quotes them.
        return File(
            name: "doctor-outside.json",
            content: line(
                .array(
                    findings.map { finding in
                        var finding = finding
                        if finding.id.hasPrefix("config."), finding.status != .ok {
                            finding.text = "see config-files.json"
                        }
                        return finding.wire
                    })))
    }

    /// What happened and when, by the catalogue's names: messages are sentences and stay at home.
    private var journal: File {
        let said = OtherProgram.run([
            "journalctl", "-u", "voicelived", "-u", "voicelived-pulse", "-n", "2000", "-o", "json", "--no-pager",
            "--output-fields=" + Self.fields.joined(separator: ","),
        ])
        guard said.status == 0 else { return File(name: "journal.jsonl", content: []) }
        let lines = said.output.split(separator: "\n").compactMap { text -> String? in
            guard let entry = try? JSONParser.parse(Array(text.utf8)).object else { return nil }
            let kept = entry.members.filter { Self.fields.contains($0.name) || $0.name.hasPrefix("__REALTIME") }
            return JSONWriter.text(of: .object(JSONObject(kept))) + "\n"
        }
        return File(name: "journal.jsonl", content: Array(lines.joined().utf8))
    }

    private static let fields = [
        "PRIORITY", "_SYSTEMD_UNIT", "_PID", "MESSAGE_ID", "VOICELIVED_EVENT", "VOICELIVED_SESSION",
        "VOICELIVED_ERROR", "VOICELIVED_UID", "VOICELIVED_COUNT", "VOICELIVED_DURATION_MS", "VOICELIVED_LOOP",
        "VOICELIVED_VERSION", "UNIT_RESULT", "EXIT_CODE", "EXIT_STATUS",
    ]

    private var system: File {
        let parts = ["/etc/os-release", "/proc/version", "/proc/meminfo", "/proc/loadavg"].map { path -> String in
            let bytes = (try? readWhole(path, largest: 1 << 16)) ?? []
            return "== \(path)\n" + String(decoding: bytes, as: UTF8.self)
        }
        return File(name: "system.txt", content: Array(parts.joined(separator: "\n").utf8))
    }

    private func line(_ value: JSONValue) -> [UInt8] { Array((JSONWriter.text(of: value) + "\n").utf8) }
}

import Configuration
import ControlProtocol
import Glibc

/// `dsp …` of a running daemon: look, try for a while, keep.
extension CommandTable {
    static let dspGet = Command(
        name: "dsp get", arguments: "[STAGE]",
        about: "The signal path's settings, and how it copes with the room. Stages: aec, ns, agc, speech, barge_in."
    ) { (session) throws(Failure) in
        let found = try session.connect().call(DspGet.self, DspGet.Params(stage: session.arguments.words.first))
        session.show(found.wire) { _ in
            found.effective.map(ConfigurationRow.init).lines(withOrigins: true) + (found.health.map(lines) ?? [])
        }
    }

    private static func lines(_ health: SignalHealth) -> [String] {
        let delay = health.delayMilliseconds.map { "\(Int($0.rounded())) ms" } ?? "not found yet"
        return [
            "",
            "echo lowered    \(Int(health.erleDecibels.rounded())) dB, the filter is sure to "
                + "\(Int((100 * health.confidence).rounded())) %",
            "echo behind     \(delay), drifting \(Int(health.driftPartsPerMillion.rounded())) ppm",
            "double talk     \(Int((100 * health.doubleTalk).rounded())) % of the last 10 s",
            "interruptions   \(health.confirmed) confirmed, \(health.guarded) held off in the last minute",
        ]
    }

    static let dspSet = Command(
        name: "dsp set", arguments: "STAGE.KEY=VALUE… [--ttl TIME]",
        about: "Changes settings at once; with --ttl they go back by themselves unless dsp keep comes.",
        values: ["ttl"]
    ) { (session) throws(Failure) in
        let settings = try session.arguments.words.map { word throws(Failure) in
            // As dsp get prints them.
            try SettingWord(word.hasPrefix("dsp.") ? String(word.dropFirst(4)) : word)
        }
        guard let first = settings.first else { throw .usage("STAGE.KEY=VALUE is missing") }
        let stage = String(first.key.prefix { $0 != "." })
        var values = JSONObject()
        for setting in settings {
            guard setting.key.hasPrefix(stage + ".") else {
                throw .usage("all settings must be of one stage, \(visible(stage)), not \(visible(setting.key))")
            }
            values[String(setting.key.dropFirst(stage.count + 1))] = setting.value
        }
        let lifetime = try session.lifetime()
        let now = try session.connect().call(
            DspSet.self, DspSet.Params(stage: stage, values: values, ttlMilliseconds: lifetime))
        session.show(now.wire) { _ in now.effective.map(ConfigurationRow.init).lines(withOrigins: true) }
        if let text = session.arguments["ttl"] {
            session.terminal.talk("voicelivectl: goes back in \(visible(text)) unless: voicelivectl dsp keep")
        }
    }

    static let dspUnset = Command(
        name: "dsp unset", arguments: "STAGE", about: "Takes back what dsp set changed."
    ) { (session) throws(Failure) in
        let stage = try session.arguments.word(0, called: "the stage")
        let now = try session.connect().call(DspUnset.self, DspUnset.Params(stage: stage))
        session.show(now.wire) { _ in now.effective.map(ConfigurationRow.init).lines(withOrigins: true) }
    }

    static let dspKeep = Command(
        name: "dsp keep", arguments: "[STAGE] [--to FILE]",
        about: "Keeps what dsp set changed: ends its time-out and saves it as a drop-in, 90-dsp.toml unless named.",
        values: ["to"]
    ) { (session) throws(Failure) in
        let connection = try session.connect()
        let stage = session.arguments.words.first
        let kept = try connection.call(DspKeep.self, DspKeep.Params(stage: stage)).kept
        guard !kept.isEmpty else {
            session.show(DspKeep.Result(kept: kept).wire) { _ in [] }
            session.terminal.talk("voicelivectl: dsp set has changed nothing")
            return
        }
        let dropIn = try SignalDropIn(session.arguments["to"])
        do throws(Failure) { try dropIn.save(kept, connection) } catch {
            throw Failure(
                error.code, error.message,
                hint: "the settings hold until the daemon ends; to keep them: " + dropIn.otherWay(asRoot: getuid() == 0)
            )
        }
        session.show(DspKeep.Result(kept: kept).wire) { _ in [visible(dropIn.path)] }
    }
}

/// The file that says what `dsp keep` kept.
struct SignalDropIn {
    static let name = "90-dsp.toml"

    let path: String

    init(_ chosen: String?) throws(Failure) {
        if let chosen {
            path = chosen
        } else {
            guard let home = ConfigurationOnDisk.home else {
                throw .usage("there is no directory for drop-ins", hint: "name a file with --to")
            }
            path = "\(home)/\(ConfigurationPlaces.dropInDirectory)/\(Self.name)"
        }
    }

    /// Root is refused by a read-only or full /etc alone; drop-ins may stand below /run too, until the next boot.
    func otherWay(asRoot isRoot: Bool) -> String {
        isRoot
            ? "make \(path) writable, or until the next boot: voicelivectl dsp keep --to "
                + "/run/voicelived/\(ConfigurationPlaces.dropInDirectory)/\(Self.name)"
            : "sudo voicelivectl dsp keep"
    }

    /// Settings that an earlier `dsp keep` put into the file stay in it.
    func save(_ kept: [ConfigValue], _ connection: Connection) throws(Failure) {
        let all = try connection.call(DspGet.self, DspGet.Params()).effective
        let names = Set(kept.map(\.path))
        let rows = all.filter { names.contains($0.path) || ($0.origin ?? "").hasPrefix(path + ":") }
        let lines = rows.compactMap { row in row.toml.map { "\(row.path) = \($0)\n" } }
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        let isNew = unsafe mkdir(folder, 0o755) == 0
        try writeWhole([(path, Array(("# Written by voicelivectl dsp keep.\n" + lines.joined()).utf8))])
        // The daemon's user has to read it, whatever root's umask is.
        _ = unsafe chmod(path, 0o644)
        if isNew { _ = unsafe chmod(folder, 0o755) }
    }
}

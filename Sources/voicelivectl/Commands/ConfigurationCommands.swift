import Configuration
import ControlProtocol
import Glibc

/// `config …`: the same table, files and messages as the daemon's, read here, so that all of it works while the daemon
/// is down. Only what a running daemon alone knows is asked from it.
extension CommandTable {
    static let configCheck = Command(
        name: "config check", arguments: "[FILE] [--strict]",
        about: "Says all that is wrong with the files on disk, or with one file.", flags: ["strict"]
    ) { (session) throws(Failure) in
        let outcome = ConfigurationOnDisk.load(session.arguments.words.first)
        let report = CheckReport(
            outcome, asJSON: session.wantsJSON, isStrict: session.arguments.has("strict"))
        let lines = report.text.hasSuffix("\n") ? String(report.text.dropLast()) : report.text
        if session.wantsJSON { session.terminal.result(lines) } else { session.terminal.talk(lines) }
        guard report.exitCode == 0 else { throw .silent(ExitCode(rawValue: report.exitCode) ?? .configuration) }
    }

    static let configShow = Command(
        name: "config show", arguments: "[SECTION] [--origins] [--offline]",
        about: "The configuration in effect; with --offline, or while the daemon is down, what the files say.",
        flags: ["origins", "offline"]
    ) { (session) throws(Failure) in
        let section = session.arguments.words.first
        let rows = try shown(session, section)
        guard section == nil || !rows.isEmpty else {
            throw .usage(
                "there is no section \"\(visible(section ?? ""))\"", hint: nearest(to: section ?? "", among: sections))
        }
        if session.wantsJSON {
            session.terminal.result(JSONWriter.text(of: ConfigShow.Result(values: rows.map(\.value)).wire))
        } else {
            rows.lines(withOrigins: session.arguments.has("origins")).forEach { session.terminal.result($0) }
        }
    }

    static let configDiff = Command(
        name: "config diff", arguments: "[--offline]",
        about: "How the files differ from what the running daemon uses; with --offline, from the defaults.",
        flags: ["offline"]
    ) { (session) throws(Failure) in
        let disk = try ConfigurationOnDisk.loaded()
        let old = try session.arguments.has("offline") ? ConfigurationRow.usual : running(session, nil)
        let changes = ConfigurationRow.changes(from: old, to: disk.rows().map(ConfigurationRow.init))
        if session.wantsJSON {
            session.terminal.result(JSONWriter.text(of: .array(changes.map(\.wire))))
        } else {
            changes.flatMap(\.lines).forEach { session.terminal.result($0) }
        }
        if !changes.isEmpty { throw .silent(.no) }
    }

    static let configExplain = Command(
        name: "config explain", arguments: "[KEY]", about: "What a key means: type, range, default, when it applies."
    ) { (session) throws(Failure) in
        guard let key = session.arguments.words.first else {
            let all = Explanation.allPaths
            return session.show(["keys": .array(all.map(JSONValue.string))]) { _ in all }
        }
        guard let text = Explanation.text(of: key) else {
            throw .usage(
                "there is no key \"\(visible(key))\"",
                hint: Explanation.nearest(to: key).map { "did you mean \"\($0)\"?" }
                    ?? "voicelivectl config explain lists all keys")
        }
        session.show(["key": .string(key), "text": .string(text)]) { _ in [String(text.dropLast())] }
    }

    private static var sections: [String] { SettingTable.sections.map(\.path).filter { !$0.isEmpty } }

    private static func shown(_ session: Session, _ section: String?) throws(Failure) -> [ConfigurationRow] {
        if !session.arguments.has("offline") {
            do throws(Failure) { return try running(session, section) } catch {
                guard error.code == .unavailable else { throw error }
                session.terminal.talk("voicelivectl: the daemon does not answer; this is what the files say")
            }
        }
        return try ConfigurationOnDisk.loaded().rows(section: section).map(ConfigurationRow.init)
    }

    private static func running(_ session: Session, _ section: String?) throws(Failure) -> [ConfigurationRow] {
        let params = ConfigShow.Params(section: section, origins: true)
        return try session.connect().call(ConfigShow.self, params).values.map(ConfigurationRow.init)
    }
}

/// The files, as the daemon would read them.
enum ConfigurationOnDisk {
    static func load(_ file: String? = nil) -> ConfigurationLoader.Outcome {
        ConfigurationLoader(places(file), owners: owners).load()
    }

    /// The files themselves.
    static func listing(_ file: String?) -> FileListing { FileListing(places(file), owners: owners) }

    private static func places(_ file: String?) -> ConfigurationPlaces {
        file.map { .alone($0) } ?? Instance(userID: getuid(), environment: environment).places
    }

    /// Files may be owned by who runs the daemon, and that is who calls, or the package's user.
    private static var owners: Set<UInt32> {
        var owners: Set<UInt32> = [getuid()]
        if let daemon = unsafe getpwnam("voicelived") { owners.insert(unsafe daemon.pointee.pw_uid) }
        return owners
    }

    static func loaded() throws(Failure) -> EffectiveConfiguration {
        switch load() {
        case .loaded(let effective): return effective
        case .refused(let problems, _, _):
            throw Failure(
                .configuration, problems.first?.headline ?? "the configuration has errors",
                hint: "voicelivectl config check says all")
        }
    }

    /// Whose files these are is the machine's daemon, not one of the person who calls.
    static var isSystem: Bool { !Instance(userID: getuid(), environment: environment).isUser }

    /// Where the daemon keeps recordings.
    static func recordings() throws(Failure) -> String {
        Instance(userID: getuid(), environment: environment).recordDirectory(try loaded().values)
    }

    /// The directory that wins over all others.
    static var home: String? {
        guard case .layered(let directories) = Instance(userID: getuid(), environment: environment).places else {
            return nil
        }
        return directories.first
    }

    private static var environment: [String: String] {
        [
            "VOICELIVED_SOCKET", "STATE_DIRECTORY", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME",
        ].reduce(into: [:]) { result, name in
            if let value = unsafe getenv(name) { result[name] = unsafe String(cString: value) }
        }
    }
}

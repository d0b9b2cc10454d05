import ControlProtocol

/// Values and profiles that hold while the daemon runs.
extension CommandTable {
    static let configSet = Command(
        name: "config set", arguments: "KEY=VALUE [--ttl TIME]",
        about: "Changes a key until the daemon ends, or until the time is over.", values: ["ttl"]
    ) { (session) throws(Failure) in
        let setting = try SettingWord(try session.arguments.word(0, called: "KEY=VALUE"))
        let done = try session.connect().call(
            ConfigSet.self,
            ConfigSet.Params(path: setting.key, value: setting.value, ttlMilliseconds: try session.lifetime()))
        session.show(done.wire) { _ in [line(setting.key, done.previous, done.applied)] }
    }

    static let configUnset = Command(
        name: "config unset", arguments: "KEY", about: "Takes back what config set changed."
    ) { (session) throws(Failure) in
        let key = try session.arguments.word(0, called: "the key")
        let done = try session.connect().call(ConfigUnset.self, ConfigUnset.Params(path: key))
        session.show(done.wire) { _ in [line(key, done.previous, done.applied)] }
    }

    private static func line(_ key: String, _ previous: JSONValue?, _ applied: ConfigChange.Applied?) -> String {
        let before = previous.map { ", it was \(visible(JSONWriter.text(of: $0)))" } ?? ""
        return "\(visible(key)): \(applied.map(\.words) ?? "unchanged")\(before)"
    }

    static let profileList = Command(
        name: "profile list", arguments: "", about: "The profiles; a star marks the one in use."
    ) { (session) throws(Failure) in
        let found = try session.connect().call(ProfileList.self, ProfileList.Params())
        session.show(found.wire) { _ in found.profiles.map { "\($0.active ? "*" : " ") \(visible($0.name))" } }
    }

    static let profileUse = Command(
        name: "profile use", arguments: "[NAME]",
        about: "Puts a profile to use until the daemon ends; without a name, what the files say."
    ) { (session) throws(Failure) in
        let done = try session.connect().call(
            ProfileUse.self, ProfileUse.Params(name: session.arguments.words.first))
        session.show(done.wire) { _ in
            done.applied.isEmpty
                ? ["nothing changed"] : done.applied.map { "\(visible($0.path)): \($0.applied.words)" }
        }
    }
}

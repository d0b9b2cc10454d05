import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics

/// Values that clients set while the daemon runs.
extension DaemonCommands {
    func set(_ params: ConfigSet.Params, by client: ControlClient) throws(ControlError) -> ConfigSet.Result {
        let previous = value(of: params.path)
        let changes = try override(
            [(params.path, params.value)], for: params.ttlMilliseconds, by: client, origin: "set")
        return ConfigSet.Result(previous: previous, applied: moment(of: params.path, among: changes))
    }

    func unset(_ params: ConfigUnset.Params) throws(ControlError) -> ConfigUnset.Result {
        let previous = value(of: params.path)
        let changes = try change("unset") { store throws(ControlError) in
            try store.override { overrides throws(ControlError) in
                guard !overrides.unset(params.path) else { return }
                throw ControlError(
                    .configInvalid, "\(params.path) was not set while running",
                    hint: "config.show with origins says where its value comes from")
            }
        }
        return ConfigUnset.Result(previous: previous, applied: moment(of: params.path, among: changes))
    }

    func use(_ params: ProfileUse.Params) throws(ControlError) -> ProfileUse.Result {
        let changes = try change("profile") { store throws(ControlError) in try store.use(profile: params.name) }
        instruments.log(.configChanged, "profile \(params.name ?? "of the files") is in use")
        return ProfileUse.Result(applied: changes)
    }

    /// All of the values or none.
    func override(
        _ values: [(path: String, value: JSONValue)], for milliseconds: Int?, by client: ControlClient, origin: String
    ) throws(ControlError) -> [ConfigChange] {
        let now = instruments.clock.now()
        let lifetime = milliseconds.map { Duration.milliseconds($0) }
        let who = client.name ?? "uid \(client.uid)"
        let changes = try change(origin) { store throws(ControlError) in
            try store.override { overrides throws(ControlError) in
                for (path, value) in values { try overrides.set(path, value, by: who, for: lifetime, now: now) }
            }
        }
        instruments.log(.configChanged, "set: \(values.map(\.path).joined(separator: ", "))", .uid(client.uid))
        if let lifetime { expire(at: now + lifetime) }
        return changes
    }

    private func expire(at deadline: Duration) {
        guard expiries.mayWait(until: deadline) else { return }
        _ = instruments.clock.alarm(at: deadline) {
            // A change takes longer than an alarm may.
            Task { [self] in
                expiries.waited(until: deadline)
                let now = instruments.clock.now()
                _ = try? change("expired") { store throws(ControlError) in store.expire(at: now) }
                if let next = store.nextExpiry { expire(at: next) }
            }
        }
    }

    /// The value in effect, as JSON.
    private func value(of path: String) -> JSONValue? {
        guard let row = store.effective.rows(section: path).first(where: { $0.path == path }) else { return nil }
        return ConfigValue(path: path, toml: row.value, origin: nil).value
    }

    private func moment(of path: String, among changes: [ConfigChange]) -> ConfigChange.Applied? {
        changes.first { $0.path == path }?.applied
    }
}

extension RuntimeOverrides {
    mutating func set(
        _ path: String, _ value: JSONValue, by who: String, for lifetime: Duration?, now: Duration
    ) throws(ControlError) {
        guard let text = ConfigValue.toml(value) else {
            throw ControlError(.configInvalid, "\(path): null is no value", hint: "config.unset takes a value back")
        }
        do throws(Refusal) {
            try set(path, to: text, by: who, for: lifetime, now: now)
        } catch {
            throw ControlError(error, path)
        }
    }
}

extension ControlError {
    fileprivate init(_ refusal: RuntimeOverrides.Refusal, _ path: String) {
        switch refusal {
        case .unknownKey(let near):
            self.init(
                .configInvalid, "there is no key \"\(path)\"",
                hint: near.map { "did you mean \"\($0)\"?" } ?? "config.show lists the keys")
        case .forFilesAlone: self.init(.configReadOnly, "\(path) is for the configuration file alone")
        case .notAtRuntime: self.init(.configNotLive, "\(path) does not change while the daemon runs")
        case .value(let reason): self.init(.configInvalid, "\(path): \(reason)", hint: "config explain \(path)")
        case .tooMany:
            self.init(.configInvalid, "too many values are set while running", hint: "config.unset takes one back")
        }
    }
}

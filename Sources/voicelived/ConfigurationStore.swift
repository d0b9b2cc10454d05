import Configuration
import ControlProtocol
import Diagnostics
import Synchronization

/// The configuration in force: the files as last loaded, the profile a client chose, and values set while running.
/// Every change makes a whole new one or changes nothing.
final class ConfigurationStore: Sendable {
    private struct Present {
        var effective: EffectiveConfiguration
        /// A client's choice; it outlives reloads.
        var profile: String?
        var overrides = RuntimeOverrides()
    }

    private let loader: ConfigurationLoader
    private let log: Log
    private let health: Health
    private let lastGood: LastGoodFile?
    private let present: Mutex<Present>

    init(
        _ effective: EffectiveConfiguration, loader: ConfigurationLoader, lastGood: LastGoodFile?, log: Log,
        health: Health
    ) {
        self.loader = loader
        self.lastGood = lastGood
        self.log = log
        self.health = health
        present = Mutex(Present(effective: effective))
    }

    var effective: EffectiveConfiguration { present.withLock { $0.effective } }
    var settings: Settings { effective.values }

    /// What holds for a session that was started with this profile; nil for the one in use.
    func settings(for profile: String?) throws(ControlError) -> Settings {
        let present = present.withLock { $0 }
        guard let profile else { return present.effective.values }
        try Self.require(profile, of: present.effective)
        switch loader.load(beside: present.effective, profile: profile, overrides: present.overrides) {
        case .loaded(let effective): return effective.values
        case .refused(let problems, _, _): throw Self.refusal(problems, hint: nil)
        }
    }

    /// Keys that clients set while running.
    var runtimePaths: [String] { present.withLock { $0.overrides.paths } }

    /// For a start with broken files. What a client chose or set is not part of it.
    func keep(_ files: EffectiveConfiguration) { lastGood?.keep(files, log: log) }

    func check() -> ConfigCheck.Result {
        switch loader.load() {
        case .loaded(let effective):
            ConfigCheck.Result(ok: true, problems: effective.warnings.map(Self.problem))
        case .refused(let problems, _, _): ConfigCheck.Result(ok: false, problems: problems.map(Self.problem))
        }
    }

    /// New sessions use the new values. A session that runs takes the keys that apply at once and keeps the rest. The profile
    /// a client chose and the values set while running lie over the new files too.
    func reload(isTrial: Bool) throws(ControlError) -> [ConfigChange] {
        try present.withLock { present throws(ControlError) in
            switch loader.load(profile: present.profile, overrides: present.overrides) {
            case .refused(let problems, _, _):
                health.report(.configurationRejected, detail: Self.worst(problems)?.headline ?? "")
                log(.configRejected, "configuration not taken: \(problems.count) problems")
                throw Self.refusal(problems, hint: "run voicelived --check-config")
            case .loaded(let effective):
                let changes = Self.changes(from: present.effective, to: effective)
                guard !isTrial else { return changes }
                present.effective = effective
                health.clear(.configurationRejected)
                health.clear(.configurationFallback)
                if case .loaded(let files) = loader.load() { keep(files) }
                log(.configChanged, "configuration reloaded: \(changes.count) changes")
                return changes
            }
        }
    }

    /// Changes the values set while running. What does not fit the rest of the configuration changes nothing.
    func override(
        _ change: (inout RuntimeOverrides) throws(ControlError) -> Void
    ) throws(ControlError) -> [ConfigChange] {
        try present.withLock { present throws(ControlError) in
            var overrides = present.overrides
            try change(&overrides)
            let changes = try Self.change(&present, loader, profile: present.profile, overrides)
            present.overrides = overrides
            return changes
        }
    }

    /// What the configuration would be with these values on top. Nothing changes.
    func trial(
        _ change: (inout RuntimeOverrides) throws(ControlError) -> Void
    ) throws(ControlError) -> Settings {
        let present = present.withLock { $0 }
        var overrides = present.overrides
        try change(&overrides)
        switch loader.load(beside: present.effective, profile: present.profile, overrides: overrides) {
        case .loaded(let effective): return effective.values
        case .refused(let problems, _, _): throw Self.refusal(problems, hint: nil)
        }
    }

    /// - Parameter name: nil for what the files say.
    func use(profile name: String?) throws(ControlError) -> [ConfigChange] {
        try present.withLock { present throws(ControlError) in
            if let name { try Self.require(name, of: present.effective) }
            let changes = try Self.change(&present, loader, profile: name, present.overrides)
            present.profile = name
            return changes
        }
    }

    /// Lets values go whose time is over.
    func expire(at now: Duration) -> [ConfigChange] {
        // What fitted with others may not fit without them; the files alone always do.
        (try? override { _ = $0.expire(at: now) }) ?? (try? override { $0 = RuntimeOverrides() }) ?? []
    }

    /// When the next value's time is over.
    var nextExpiry: Duration? { present.withLock { $0.overrides.nextDeadline } }

    private static func change(
        _ present: inout Present, _ loader: ConfigurationLoader, profile: String?, _ overrides: RuntimeOverrides
    ) throws(ControlError) -> [ConfigChange] {
        switch loader.load(beside: present.effective, profile: profile, overrides: overrides) {
        case .refused(let problems, _, _): throw refusal(problems, hint: nil)
        case .loaded(let effective):
            defer { present.effective = effective }
            return changes(from: present.effective, to: effective)
        }
    }

    private static func require(_ profile: String, of effective: EffectiveConfiguration) throws(ControlError) {
        guard !effective.profiles.contains(profile) else { return }
        throw ControlError(
            .profile, "there is no profile \"\(profile)\"",
            hint: "profiles are " + effective.profiles.joined(separator: ", "))
    }

    private static func worst(_ problems: [Problem]) -> Problem? {
        problems.first { $0.severity == .error } ?? problems.first
    }

    private static func refusal(_ problems: [Problem], hint: String?) -> ControlError {
        let first = worst(problems)
        return ControlError(
            .configInvalid, first?.text ?? "the configuration has errors", hint: hint ?? first?.hint)
    }

    private static func changes(
        from old: EffectiveConfiguration, to new: EffectiveConfiguration
    ) -> [ConfigChange] {
        ConfigurationChange.between(old.values, new.values).map { change in
            ConfigChange(path: change.path, applied: ConfigChange.Applied(change.applies))
        }
    }

    private static func problem(_ problem: Problem) -> ConfigProblem {
        ConfigProblem(
            file: problem.place?.file ?? "", line: problem.place?.line ?? 0, col: problem.place?.column ?? 0,
            path: problem.path, message: problem.message, hint: problem.hint)
    }
}

extension ConfigChange.Applied {
    /// The table of keys says when a change takes effect; a test holds it to what a running daemon really takes.
    fileprivate init(_ applies: AppliesWhen) {
        switch applies {
        case .live, .gap: self = .live
        case .nextSession: self = .nextSession
        case .restart, .notYet: self = .restart
        }
    }
}

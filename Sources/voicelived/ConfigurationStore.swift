import Configuration
import ControlProtocol
import Diagnostics
import Synchronization

/// The configuration in force. A reload makes a whole new one or changes nothing.
final class ConfigurationStore: Sendable {
    private let loader: ConfigurationLoader
    private let log: Log
    private let health: Health
    private let present: Mutex<EffectiveConfiguration>

    init(_ effective: EffectiveConfiguration, loader: ConfigurationLoader, log: Log, health: Health) {
        self.loader = loader
        self.log = log
        self.health = health
        present = Mutex(effective)
    }

    var effective: EffectiveConfiguration { present.withLock { $0 } }
    var settings: Settings { effective.values }

    func check() -> ConfigCheck.Result {
        switch loader.load() {
        case .loaded(let effective):
            ConfigCheck.Result(ok: true, problems: effective.warnings.map(Self.problem))
        case .refused(let problems, _, _): ConfigCheck.Result(ok: false, problems: problems.map(Self.problem))
        }
    }

    /// New sessions use the new values. A session that runs takes what `LiveKeys` names and keeps the rest.
    func reload(isTrial: Bool) throws(ControlError) -> ConfigReload.Result {
        switch loader.load() {
        case .refused(let problems, _, _):
            health.report(.configurationRejected, detail: problems.first?.text ?? "")
            log(.configRejected, "configuration not taken: \(problems.count) problems")
            throw ControlError(
                .configInvalid, problems.first?.text ?? "the configuration has errors",
                hint: "run voicelived --check-config")
        case .loaded(let effective):
            let changes = ConfigurationChange.between(settings, effective.values)
            guard !isTrial else { return Self.result(changes) }
            present.withLock { $0 = effective }
            health.clear(.configurationRejected)
            log(.configChanged, "configuration reloaded: \(changes.count) changes")
            return Self.result(changes)
        }
    }

    private static func result(_ changes: [ConfigurationChange]) -> ConfigReload.Result {
        ConfigReload.Result(
            changed: changes.map { change in
                ConfigChange(path: change.path, applied: LiveKeys.moment(of: change))
            })
    }

    private static func problem(_ problem: Problem) -> ConfigProblem {
        ConfigProblem(
            file: problem.place?.file ?? "", line: problem.place?.line ?? 0, col: problem.place?.column ?? 0,
            path: problem.path, message: problem.message, hint: problem.hint)
    }
}

/// Which keys a running session and the running daemon take at once. The table of keys says what may; this says what
/// does: the rest of it waits for the next session, and the answer to a reload says so.
enum LiveKeys {
    private static let prefixes = [
        "dsp.ns.", "dsp.agc.", "dsp.aec.suppress", "speech.", "barge_in.probability", "barge_in.quiet_ms",
        "audio.volume", "audio.source", "audio.sink", "audio.prefer_",
        "audio.role", "audio.latency_ms", "control.max_", "control.requests_per_second", "access.", "log.level",
        "log.text_in_log", "tools.max_tools", "tools.enabled", "tools.timeout", "session.queue", "session.on_gone",
        "session.grace",
    ]

    static func moment(of change: ConfigurationChange) -> ConfigChange.Applied {
        switch change.applies {
        case .restart, .notYet: .restart
        case .nextSession: .nextSession
        case .live, .gap: prefixes.contains { change.path.hasPrefix($0) } ? .live : .nextSession
        }
    }
}

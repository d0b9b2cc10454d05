import Configuration
import ControlProtocol
import ControlServer
import Diagnostics
import LiveAudio
import Synchronization

extension DaemonCommands {
    /// All of the files or nothing; then what can change in a running daemon does.
    func reload(isTrial: Bool) throws(ControlError) -> ConfigReload.Result {
        if isTrial { return ConfigReload.Result(changed: try store.reload(isTrial: true)) }
        let reloads = instruments.counters.configReloads
        do {
            let changes = try change("reload") { store throws(ControlError) in try store.reload(isTrial: false) }
            reloads[changes.isEmpty ? "unchanged" : "ok"].add()
            return ConfigReload.Result(changed: changes)
        } catch {
            reloads["rejected"].add()
            throw error
        }
    }

    /// Every change of the configuration comes this way, one after another: made, put into force, told.
    func change(
        _ origin: String, _ make: (ConfigurationStore) throws(ControlError) -> [ConfigChange]
    ) throws(ControlError) -> [ConfigChange] {
        try changing.withLock { _ throws(ControlError) in
            let old = store.settings
            let changes = try make(store)
            apply(store.settings, insteadOf: old)
            let paths = store.runtimePaths
            instruments.health.set(.overridesInUse, !paths.isEmpty, detail: paths.joined(separator: ", "))
            if !changes.isEmpty {
                instruments.megaphone.target?.publish(ConfigChanged(paths: changes, origin: origin))
            }
            return changes
        }
    }

    private func apply(_ settings: Settings, insteadOf old: Settings) {
        instruments.log.level = LogLevel(settings.log.level)
        instruments.log.revealsText = settings.log.textInLog
        instruments.megaphone.target?.configure(ControlSettings(settings))
        // Somebody may have turned the volume by hand; only a changed file turns it back.
        if settings.audio.volume != old.audio.volume {
            board.change { $0.volumeDecibels = settings.audio.volume }
            cards.card?.audio.setVolume(decibels: settings.audio.volume)
        }
        takeUp()
        UsableEndpoints(settings).tell(instruments)
    }

    /// The parts of a session that runs.
    private func takeUp() {
        let settings = sessionSettings
        cards.card?.apply(settings)
        desk.take(settings)
    }

    /// A change that came while a session began found none.
    func takeUp(sessionBegunWith settings: Settings) {
        changing.withLock { _ in
            if sessionSettings != settings { takeUp() }
        }
    }

    /// With the profile that a session chose for itself. A profile that was taken out of the files since is the one in use.
    var sessionSettings: Settings { (try? store.settings(for: desk.ownProfile)) ?? store.settings }

    func shown(_ params: ConfigShow.Params) -> ConfigShow.Result {
        ConfigShow.Result(
            values: store.effective.rows(section: params.section).map { row in
                ConfigValue(path: row.path, toml: row.value, origin: params.origins ? row.origin.words : nil)
            })
    }

    func profiles() -> ProfileList.Result {
        let effective = store.effective
        return ProfileList.Result(
            profiles: effective.profiles.map { ProfileSummary(name: $0, active: $0 == effective.profile) })
    }
}

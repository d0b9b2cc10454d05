import Configuration
import ControlProtocol
import ControlServer
import Diagnostics
import LiveAudio

extension DaemonCommands {
    /// All of the files or nothing; then what can change in a running daemon does.
    func reload(isTrial: Bool, origin: String = "reload") throws(ControlError) -> ConfigReload.Result {
        let old = store.settings
        let result = try store.reload(isTrial: isTrial)
        guard !isTrial else { return result }
        apply(store.settings, insteadOf: old)
        if !result.changed.isEmpty {
            instruments.megaphone.target?.publish(ConfigChanged(paths: result.changed, origin: origin))
        }
        return result
    }

    private func apply(_ settings: Settings, insteadOf old: Settings) {
        instruments.log.level = LogLevel(settings.log.level)
        instruments.log.revealsText = settings.log.textInLog
        instruments.megaphone.target?.configure(ControlSettings(settings))
        // Somebody may have turned the volume by hand; only a changed file turns it back.
        if settings.audio.volume != old.audio.volume {
            board.change { $0.volumeDecibels = settings.audio.volume }
            desk.card?.audio.setVolume(decibels: settings.audio.volume)
        }
        desk.card?.apply(settings)
        desk.judgeCredentials(settings)
    }

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

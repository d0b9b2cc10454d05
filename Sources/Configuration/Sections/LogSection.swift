/// The log.
package struct LogSection: SettingSection {
    package enum Level: String, Choice { case error, warning, notice, info, debug }
    package enum Format: String, Choice { case auto, journal, lines, json }

    package var level = Level.info
    package var format = Format.auto
    package var textInLog = false

    package init() {}

    package static let path = "log"
    package static let about = "The log."

    package static let keys: [SettingKey<LogSection>] = [
        SettingKey("level", \.level, .choice, .live, "The least important entries that are written."),
        SettingKey(
            "format", \.format, .choice, .restart,
            "auto: the journal under systemd, else lines. --log-format wins over it."),
        SettingKey(
            "text_in_log", \.textInLog, .boolean, .live, "Write what people and agent say. Off: only how long it was."),
    ]
}

/// Keys that stand at the top, before any table.
package struct GeneralSection: SettingSection {
    /// Empty for none.
    package var profile = ""
    package var fallbackLastGood = false
    package var stateDirectory = "/var/lib/voicelived"

    package init() {}

    package static let path = ""
    package static let about = "The daemon as a whole."

    package static let keys: [SettingKey<GeneralSection>] = [
        SettingKey(
            "profile", \.profile, .profileName, .nextSession,
            """
            A set of values that suits a place: kiosk, in-car, interview-coach, learning-companion, or one that you \
            write as [profiles.NAME]. Values of your own files win over a profile that comes with the daemon.
            """),
        SettingKey(
            "fallback_last_good", \.fallbackLastGood, .boolean, .restart,
            "When the files are broken at start, use the last good configuration and report it, instead of not starting."
        ),
        SettingKey(
            "state_directory", \.stateDirectory, .path, .restart,
            "Where the daemon keeps what it must remember. systemd's $STATE_DIRECTORY wins over it."),
    ]
}

extension Rule where Value == String {
    /// A profile's name, or nothing.
    static let profileName = form("name", "a profile's name, or empty", upTo: 64, samples: ["", "kiosk"]) { text in
        text.isEmpty || isName(text) ? nil : "must be letters, digits, '.', '_' and '-'"
    }
}

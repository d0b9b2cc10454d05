/// Noise suppression.
package struct NoiseSection: SettingSection {
    package var enabled = true
    package var suppression = -15.0

    package init() {}

    package static let path = "dsp.ns"
    package static let about = "Noise suppression."

    package static let keys: [SettingKey<NoiseSection>] = [
        SettingKey("enabled", \.enabled, .boolean, .live, "Lower steady noise."),
        SettingKey(
            "suppress_db", \.suppression, .number(-60...0, unit: "decibels"), .live,
            "How far noise is lowered. Beyond -30 dB, voices begin to suffer."),
    ]
}

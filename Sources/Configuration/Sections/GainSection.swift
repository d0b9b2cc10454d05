/// Level of the microphone and the limiter behind it.
package struct GainSection: SettingSection {
    package var enabled = false
    package var target = -23.0
    package var maxGain = 18.0
    package var limiter = true
    package var limiterCeiling = -1.0

    package init() {}

    package static let path = "dsp.agc"
    package static let about = "Automatic gain of the microphone, and its limiter."

    package static let keys: [SettingKey<GainSection>] = [
        SettingKey(
            "enabled", \.enabled, .boolean, .live,
            "Bring voices to the same level. Recognisers do it by themselves; recordings and listeners gain."),
        SettingKey(
            "target_db", \.target, .number(-40...(-6), unit: "decibels below full scale"), .live,
            "The level that voices are brought to."),
        SettingKey("max_gain_db", \.maxGain, .number(0...40, unit: "decibels"), .live, "The most that is added."),
        SettingKey(
            "limiter", \.limiter, .boolean, .live,
            "Hold peaks below the ceiling instead of clipping. Delays the sound by 3 ms."),
        SettingKey(
            "limiter_ceiling_db", \.limiterCeiling, .number(-20...0, unit: "decibels below full scale"), .live,
            "The limiter's ceiling."),
    ]
}

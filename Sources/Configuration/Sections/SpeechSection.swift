/// When a person speaks.
package struct SpeechSection: SettingSection {
    package enum Detector: String, Choice { case neural, energy, speex }

    package var detector = Detector.neural
    package var startProbability = 0.5
    package var continueProbability = 0.3
    package var onset = Duration.milliseconds(60)
    package var certain = Duration.milliseconds(220)
    package var hangover = Duration.milliseconds(400)
    package var preRoll = Duration.milliseconds(400)
    package var trailing = Duration.milliseconds(1000)
    package var gateUplink = false

    package init() {}

    package static let path = "speech"
    package static let about = "Speech detection at the microphone."

    package static let keys: [SettingKey<SpeechSection>] = [
        SettingKey(
            "detector", \.detector, .choice, .live,
            "neural knows the loudspeaker's signal too; energy is the simple fallback, also for microphones below 16 kHz; speex "
                + "is for comparison."),
        SettingKey(
            "start_probability", \.startProbability, .number(0.05...0.99), .live,
            "Speech begins above this. Higher for noisy halls."),
        SettingKey(
            "continue_probability", \.continueProbability, .number(0.01...0.99), .live,
            "Speech goes on while above this. Not above start_probability."),
        SettingKey(
            "onset_ms", \.onset, .milliseconds(10...500), .live,
            "How long the probability must stay up before speech has begun."),
        SettingKey(
            "certain_ms", \.certain, .milliseconds(0...500), .live,
            """
            A turn begins after full certainty of this length, or less certainty for longer; what was only likely before \
            belongs to it. Higher: less clatter passes for speech, and short soft words may be missed. While the loudspeaker \
            plays, and for the simple detectors, 50 at most.
            """),
        SettingKey(
            "hangover_ms", \.hangover, .milliseconds(50...5000), .live,
            "How long the probability must stay down before speech has ended."),
        SettingKey(
            "pre_roll_ms", \.preRoll, .milliseconds(0...2000), .nextSession,
            "Sound from before the start that is sent too, so that no first syllable is lost."),
        SettingKey(
            "gate_uplink", \.gateUplink, .boolean, .nextSession,
            "Send only while somebody speaks. Saves idle cost; the service then hears no background."),
        SettingKey(
            "trailing_ms", \.trailing, .milliseconds(0...5000), .live,
            "With gate_uplink: what is still sent after the end, so that the service can close the turn."),
    ]
}

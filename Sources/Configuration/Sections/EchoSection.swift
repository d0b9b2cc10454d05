/// The echo canceller.
package struct EchoSection: SettingSection {
    package enum Kind: String, Choice { case kalman, speex, off }

    package var kind = Kind.kalman
    package var tail = Duration.milliseconds(200)
    package var suppression = -40.0
    package var suppressionWhileSpeaking = -15.0
    package var maxDelay = Duration.milliseconds(500)
    package var driftCorrection = true
    package var remember = true

    package init() {}

    package static let path = "dsp.aec"
    package static let about = "Echo cancellation: takes the agent's own voice out of the microphone."

    package static let keys: [SettingKey<EchoSection>] = [
        SettingKey(
            "kind", \.kind, .choice, .live,
            "kalman converges faster; speex is the well-tried one; off is for headsets."),
        SettingKey(
            "tail_ms", \.tail, .milliseconds(20...500), .nextSession,
            "Length of the echo that is modelled. Large rooms need more; longer converges slower."),
        SettingKey(
            "suppress_db", \.suppression, .number(-80...0, unit: "decibels"), .live,
            "How far what is left of the echo is lowered while nobody speaks."),
        SettingKey(
            "suppress_active_db", \.suppressionWhileSpeaking, .number(-80...0, unit: "decibels"), .live,
            "The same while somebody speaks. Too much eats the person's consonants."),
        SettingKey(
            "max_delay_ms", \.maxDelay, .milliseconds(20...1000), .nextSession,
            "The longest way from loudspeaker to microphone that is searched, buffers included."),
        SettingKey(
            "drift_correction", \.driftCorrection, .boolean, .live,
            "Follow microphones and loudspeakers whose clocks differ."),
        SettingKey(
            "remember", \.remember, .boolean, .nextSession,
            "Keep delay, drift and filter of each pair of devices for the next start."),
    ]
}

/// Who decides that a person has finished.
package struct TurnSection: SettingSection {
    package enum Detection: String, Choice {
        case server
        case semantic
        case local
        case pushToTalk = "push_to_talk"
        case text
    }
    package enum Patience: String, Choice { case quick, normal, patient, exam }

    package var detection = Detection.semantic
    package var patience = Patience.normal
    package var threshold = 0.5
    package var prefix = Duration.milliseconds(400)
    package var silence: Int?
    package var speech = Duration.milliseconds(80)
    package var removeFillers = true
    package var autoTruncate = false
    package var endOfUtterance = false
    package var endOfUtteranceWait: Duration?
    package var responseTimeout = Duration.seconds(15)

    package init() {}

    package static let path = "turn"
    package static let about = "How the end of a person's turn is found."

    package static let keys: [SettingKey<TurnSection>] = [
        SettingKey(
            "detection", \.detection, .choice, .nextSession,
            """
            server: by the service, from energy. semantic: by the service, from meaning. local: by this daemon's \
            detector. push_to_talk: by a client. text: no voice of the person.
            """),
        SettingKey(
            "patience", \.patience, .choice, .nextSession,
            "How long a pause may be: quick for commands, exam for people who think before they speak."),
        SettingKey("threshold", \.threshold, .number(0...1), .nextSession, "The service's threshold for speech."),
        SettingKey(
            "prefix_ms", \.prefix, .milliseconds(0...2000), .nextSession,
            "Sound before the start that the service takes into the turn."),
        SettingKey(
            "silence_ms", \.silence, Rule.integer(100...10_000, unit: "milliseconds").optional, .nextSession,
            "The pause that ends a turn. Unset: by patience: 250, 500, 1200 or 3000."),
        SettingKey(
            "speech_ms", \.speech, .milliseconds(0...2000), .nextSession, "Speech shorter than this is no turn."),
        SettingKey(
            "remove_fillers", \.removeFillers, .boolean, .nextSession,
            "With semantic: words such as \"mm-hm\" make no turn and interrupt nothing."),
        SettingKey(
            "auto_truncate", \.autoTruncate, .boolean, .nextSession,
            "Let the service cut its answer at an interruption. Off: this daemon does, at what was really heard."),
        SettingKey(
            "end_of_utterance", \.endOfUtterance, .boolean, .nextSession,
            "Ask the service's language model whether the sentence is finished. Only for text models."),
        SettingKey(
            "end_of_utterance_wait", \.endOfUtteranceWait, Rule.duration(.zero...(.seconds(10))).optional, .nextSession,
            "The longest that it may wait. Unset: by patience: 500ms, 1s, 3s or 8s."),
        SettingKey(
            "response_timeout", \.responseTimeout, .duration(.seconds(1)...(.seconds(120))), .live,
            "An answer that does not begin within this time is given up."),
    ]

    /// The longest wait of the service's language model.
    package var effectiveEndOfUtteranceWait: Duration {
        if let endOfUtteranceWait { return endOfUtteranceWait }
        return switch patience {
        case .quick: .milliseconds(500)
        case .normal: .seconds(1)
        case .patient: .seconds(3)
        case .exam: .seconds(8)
        }
    }

    /// The pause that ends a turn.
    package var effectiveSilence: Duration {
        if let silence { return .milliseconds(silence) }
        return switch patience {
        case .quick: .milliseconds(250)
        case .normal: .milliseconds(500)
        case .patient: .milliseconds(1200)
        case .exam: .milliseconds(3000)
        }
    }
}

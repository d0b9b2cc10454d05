/// Interrupting the agent.
package struct BargeInSection: SettingSection {
    package enum Mode: String, Choice {
        case full
        case stopWord = "stop_word"
        case key
        case off
    }
    package enum Suspicion: String, Choice { case pause, duck }

    package var mode = Mode.full
    package var degrade = false
    package var suspicion = Suspicion.pause
    package var suspectAfter = Duration.milliseconds(70)
    package var confirmAfter = Duration.milliseconds(250)
    package var resumeAfter = Duration.milliseconds(1000)
    package var quiet = Duration.milliseconds(300)
    package var serviceNeedsSecond = false
    package var duck = -18.0
    package var fade = Duration.milliseconds(6)
    package var probability = 0.5
    package var confirmProbability = 0.65
    package var stopWords: [String] = ["stop"]
    package var stopWordURL = ""

    package init() {}

    package static let path = "barge_in"
    package static let about = "Interrupting the agent while it talks."

    package static let keys: [SettingKey<BargeInSection>] = [
        SettingKey(
            "mode", \.mode, .choice, .live,
            """
            full: any speech interrupts. stop_word: only one of stop_words. key: only a client's request. off: the \
            agent always finishes.
            """),
        SettingKey(
            "degrade", \.degrade, .boolean, .live,
            """
            While the room's echo defeats the canceller, go from full to key by itself: the microphone rests while the \
            agent talks, and only a client interrupts; with stop_word_url a stop word does too, at first. Off until it \
            is proven in more rooms: noise over the agent's voice may pass for echo.
            """),
        SettingKey(
            "on_suspicion", \.suspicion, .choice, .live,
            "What happens to the agent's voice until the interruption is confirmed."),
        SettingKey(
            "suspect_after_ms", \.suspectAfter, .milliseconds(30...1000), .live,
            "Confident speech of this length pauses or ducks the agent's voice."),
        SettingKey(
            "confirm_after_ms", \.confirmAfter, .milliseconds(60...3000), .live,
            """
            Sure speech of this length, a stop word, or the service's word cuts the answer for good. Humming "mm-hm" and \
            coughing do not, and nor does a whisper.
            """),
        SettingKey(
            "resume_after_ms", \.resumeAfter, .milliseconds(100...5000), .live,
            "Not confirmed after this: the answer goes on from the sample where it paused."),
        SettingKey(
            "quiet_ms", \.quiet, .milliseconds(50...3000), .live, "Quiet of this length takes a suspicion back."),
        SettingKey(
            "service_needs_second", \.serviceNeedsSecond, .boolean, .live,
            "The service's own detector interrupts only where this daemon's suspects too: for rooms with much echo."),
        SettingKey(
            "duck_db", \.duck, .number(-60...(-3), unit: "decibels"), .live,
            "With on_suspicion = \"duck\": how far the agent's voice is lowered."),
        SettingKey(
            "fade_ms", \.fade, .milliseconds(1...10), .live, "Fade of a voice that is cut, against clicks."),
        SettingKey(
            "probability", \.probability, .number(0.05...0.99), .live,
            "How sure the detector must be that it hears a person and not the loudspeaker, to pause or duck the agent."),
        SettingKey(
            "confirm_probability", \.confirmProbability, .number(0.05...0.99), .live,
            """
            How sure it must be throughout confirm_after_ms, to cut the answer. Higher: fewer answers are cut by noise, and \
            soft voices pause the agent only.
            """),
        SettingKey(
            "stop_words", \.stopWords, .list(of: .text(upTo: 64), upTo: 16), .live,
            """
            Words, or a few in a row, that interrupt in every mode but off as soon as the transcript of what is said over \
            the answer shows one, or the service at stop_word_url hears one.
            """),
        SettingKey(
            "stop_word_url", \.stopWordURL, .localServiceURL, .nextSession,
            """
            A voicelive-local that listens for stop_words while somebody speaks over the agent, such as \
            ws+unix:/run/voicelived/local.sock: quicker than a transcript, and English. It knows the words the \
            session began with. Empty: the transcript alone.
            """),
    ]
}

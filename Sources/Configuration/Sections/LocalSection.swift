/// The service on the box.
package struct LocalSection: SettingSection {
    package enum Dialogue: String, Choice { case intents, chat }
    package enum Recogniser: String, Choice { case grammar, wyoming }
    package enum Speech: String, Choice { case flite, wyoming }

    package var maxSessions = 4
    package var language = "en-US"
    package var intents = "/usr/share/voicelived/local"
    package var dialogue = Dialogue.intents
    package var chatURL = ""
    package var chatModel = ""
    package var chatCredentialFile = ""
    package var recogniser = Recogniser.grammar
    package var recogniserAddress = ""
    package var rejection = 0.0
    package var speech = Speech.flite
    package var speechAddress = ""
    package var voice = "slt"
    package var speed = 1.0
    package var volume = 1.0
    package var pronunciations: [String: String] = [:]
    package var engineTimeout = Duration.seconds(5)
    package var endOfTurn = Duration.milliseconds(200)

    package init() {}

    package static let path = "local"
    package static let about = "voicelive-local, the service on the box. The daemon does not read this section."

    package static let keys: [SettingKey<LocalSection>] = dialogueKeys + engineKeys

    private static let dialogueKeys: [SettingKey<LocalSection>] = [
        SettingKey("max_sessions", \.maxSessions, .integer(1...64), .restart, "Sessions at once."),
        SettingKey("language", \.language, .language, .restart, "Language of recogniser, dialogue and speech."),
        SettingKey("intents", \.intents, .path, .restart, "Directory of the dialogue files."),
        SettingKey(
            "dialogue", \.dialogue, .choice, .restart,
            "intents: the dialogue files. chat: a language model with an OpenAI-compatible interface."),
        SettingKey("chat_url", \.chatURL, .webURL, .restart, "Its address, such as http://127.0.0.1:11434/v1."),
        SettingKey("chat_model", \.chatModel, .text(upTo: 256), .restart, "Its model."),
        SettingKey(
            "chat_credential_file", \.chatCredentialFile, .path, .restart, "A file with its key, if it needs one."),
        SettingKey(
            "end_of_turn_ms", \.endOfTurn, .milliseconds(50...5000), .restart,
            "The pause after which the person has finished, if the session does not say otherwise."),
    ]

    private static let engineKeys: [SettingKey<LocalSection>] = [
        SettingKey(
            "recogniser", \.recogniser, .choice, .restart,
            "grammar: the embedded one, for the sentences of the dialogue. wyoming: a server for free speech."),
        SettingKey(
            "recogniser_address", \.recogniserAddress, .text(upTo: 256), .restart, "Its host:port or unix:/path."),
        SettingKey(
            "rejection", \.rejection, .number(-10...10), .restart,
            "How much better than usual a sentence must fit the grammar. Higher refuses more, lower understands more."),
        SettingKey("speech", \.speech, .choice, .restart, "flite: the embedded voice. wyoming: a server."),
        SettingKey("speech_address", \.speechAddress, .text(upTo: 256), .restart, "Its host:port or unix:/path."),
        SettingKey("voice", \.voice, .text(upTo: 128), .restart, "Voice of the engine."),
        SettingKey("speed", \.speed, .number(0.5...2), .restart, "Speed of speech; 1 is normal."),
        SettingKey("volume", \.volume, .number(0...1), .restart, "Loudness of speech; 1 is the engine's own."),
        SettingKey(
            "pronunciations", \.pronunciations, .table(of: .text(upTo: 128), upTo: 256), .restart,
            "Words and how they are spoken, such as kWh = \"kilowatt hours\". Transcripts keep the word."),
        SettingKey(
            "engine_timeout", \.engineTimeout, .duration(.milliseconds(100)...(.seconds(60))), .restart,
            "An outer engine that takes longer for its next word is replaced by the embedded one."),
    ]
}

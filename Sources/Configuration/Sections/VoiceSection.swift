/// The agent's voice.
package struct VoiceSection: SettingSection {
    package enum Kind: String, Choice {
        case standard = "azure-standard"
        case custom = "azure-custom"
        case personal = "azure-personal"
        case native = "azure-realtime-native"
        case openAI = "openai"
    }

    package var kind: Kind?
    package var name = "en-US-AvaMultilingualNeural"
    package var endpointID = ""
    package var model = ""
    package var temperature: Double?
    package var rate = ""
    package var pitch = ""
    package var style = ""
    package var locale = ""
    package var lexicon = ""
    package var wordTimes = true
    package var visemes = false
    package var blendShapes = false

    package init() {}

    package static let path = "voice"
    package static let about = "The agent's voice."

    package static let keys: [SettingKey<VoiceSection>] = [
        SettingKey(
            "kind", \.kind, Rule.choice.optional, .nextSession, "Where the voice comes from. Unset: as its name tells."),
        SettingKey("name", \.name, .text(upTo: 256), .nextSession, "Its name, as the service lists it."),
        SettingKey(
            "endpoint_id", \.endpointID, .text(upTo: 128), .nextSession, "Deployment of a custom voice."),
        SettingKey("model", \.model, .text(upTo: 128), .nextSession, "Base model of a personal voice."),
        SettingKey(
            "temperature", \.temperature, Rule.number(0...1).optional, .nextSession,
            "Liveliness of HD voices. Unset: the service's default."),
        SettingKey("rate", \.rate, .text(upTo: 32), .nextSession, "Speed, such as 0.9 or 1.1. Empty: as it is."),
        SettingKey("pitch", \.pitch, .text(upTo: 32), .nextSession, "Pitch, such as +5%. Empty: as it is."),
        SettingKey("style", \.style, .text(upTo: 64), .nextSession, "Speaking style, such as chat. Empty: none."),
        SettingKey("locale", \.locale, .language, .nextSession, "Accent of multilingual voices. Empty: by the text."),
        SettingKey(
            "lexicon_url", \.lexicon, .webURL, .nextSession, "A pronunciation lexicon that the service fetches."),
        SettingKey(
            "word_times", \.wordTimes, .boolean, .nextSession,
            "Ask for the time of each word, so that screens can follow."),
        SettingKey("visemes", \.visemes, .boolean, .nextSession, "Ask for mouth shapes."),
        SettingKey("blend_shapes", \.blendShapes, .boolean, .nextSession, "Ask for the movements of a whole face."),
    ]
}

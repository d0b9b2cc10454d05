/// The person's words as text.
package struct TranscriptionSection: SettingSection {
    package var enabled = true
    package var model = "azure-speech"
    package var languages: [String] = []
    package var phrases: [String] = []
    package var customSpeech: [String: String] = [:]
    package var prompt = ""
    package var wait = Duration.seconds(5)

    package init() {}

    package static let path = "transcription"
    package static let about = "The person's words as text. Models that hear by themselves do it on the side."

    package static let keys: [SettingKey<TranscriptionSection>] = [
        SettingKey("enabled", \.enabled, .boolean, .nextSession, "Ask for transcripts of the person."),
        SettingKey("model", \.model, .text(upTo: 128), .nextSession, "The recogniser, such as azure-speech."),
        SettingKey(
            "languages", \.languages, .list(of: .language, upTo: 10), .nextSession,
            "What is spoken. Empty: found out by itself."),
        SettingKey(
            "phrases", \.phrases, .list(of: .text(upTo: 256), upTo: 499), .nextSession,
            "Names and words that are likely to be said. azure-speech only."),
        SettingKey(
            "custom_speech", \.customSpeech, .table(of: .text(upTo: 128), upTo: 16), .nextSession,
            "Own recognition models by language. azure-speech only."),
        SettingKey(
            "prompt", \.prompt, .text(upTo: 1024), .nextSession, "A hint for recognisers that take one."),
        SettingKey(
            "wait", \.wait, .duration(.zero...(.seconds(60))), .live,
            "How long later lines of the transcript wait for an earlier one that comes late."),
    ]
}

/// How an Azure voice speaks.
package struct SpeechStyle: FieldGroup {
    /// From 0 to 1, for HD voices.
    package var temperature: Double?
    package var customLexiconURL: String?
    package var customTextNormalizationURL: String?
    /// The accent to prefer for each language.
    package var preferLocales: [String]?
    /// One locale for everything; what is in another language falls silent.
    package var locale: String?
    package var style: String?
    /// Pitch, rate and volume as SSML writes them: names, percentages, and for the rate a factor.
    package var pitch: String?
    package var rate: String?
    package var volume: String?

    package init() {}

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("temperature", &temperature)
        try fields.map("custom_lexicon_url", &customLexiconURL)
        try fields.map(
            .voiceLive("custom_text_normalization_url", since: .v2026January), &customTextNormalizationURL)
        try fields.map("prefer_locales", &preferLocales)
        try fields.map("locale", &locale)
        try fields.map("style", &style)
        try fields.map("pitch", &pitch)
        try fields.map("rate", &rate)
        try fields.map("volume", &volume)
    }
}

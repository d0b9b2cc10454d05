/// A phrase of a transcript and when it was said.
package struct TranscribedPhrase: WireObject {
    package var text: PrivateText = ""
    package var offsetMilliseconds: Int = 0
    package var durationMilliseconds: Int = 0
    package var words: [TranscribedWord]?
    package var locale: String?
    /// From 0 to 1.
    package var confidence: Double?
    package var extra = JSONObject()

    package init() {}

    package init(
        text: PrivateText,
        offsetMilliseconds: Int,
        durationMilliseconds: Int,
        words: [TranscribedWord]? = nil,
        locale: String? = nil,
        confidence: Double? = nil
    ) {
        self.text = text
        self.offsetMilliseconds = offsetMilliseconds
        self.durationMilliseconds = durationMilliseconds
        self.words = words
        self.locale = locale
        self.confidence = confidence
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("text", &text)
        try fields.map("offset_milliseconds", &offsetMilliseconds)
        try fields.map("duration_milliseconds", &durationMilliseconds)
        try fields.map("words", &words)
        try fields.map("locale", &locale)
        try fields.map("confidence", &confidence)
    }
}

/// What the output of a response was made of.
package struct OutputTokenDetails: WireObject {
    /// Reasoning included.
    package var textTokens: Int?
    package var audioTokens: Int?
    package var reasoningTokens: Int?
    package var extra = JSONObject()

    package init() {}

    package init(textTokens: Int? = nil, audioTokens: Int? = nil, reasoningTokens: Int? = nil) {
        self.textTokens = textTokens
        self.audioTokens = audioTokens
        self.reasoningTokens = reasoningTokens
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("text_tokens", &textTokens)
        try fields.map("audio_tokens", &audioTokens)
        try fields.map(.voiceLive("reasoning_tokens", since: .v2026April), &reasoningTokens)
    }
}

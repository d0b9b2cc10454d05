/// Tokens by kind. Which of them are set depends on the service.
package struct TokenCounts: WireObject {
    package var textTokens: Int?
    package var audioTokens: Int?
    package var imageTokens: Int?
    package var extra = JSONObject()

    package init() {}

    package init(textTokens: Int? = nil, audioTokens: Int? = nil, imageTokens: Int? = nil) {
        self.textTokens = textTokens
        self.audioTokens = audioTokens
        self.imageTokens = imageTokens
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("text_tokens", &textTokens)
        try fields.map("audio_tokens", &audioTokens)
        try fields.map("image_tokens", &imageTokens)
    }
}

/// What the input of a response was made of.
package struct InputTokenDetails: WireObject {
    /// How many of the input tokens came from the cache.
    package var cachedTokens: Int?
    /// Cached ones included.
    package var textTokens: Int?
    /// Cached ones included.
    package var audioTokens: Int?
    /// Cached ones included.
    package var imageTokens: Int?
    package var cachedDetails: TokenCounts?
    package var extra = JSONObject()

    package init() {}

    package init(
        cachedTokens: Int? = nil,
        textTokens: Int? = nil,
        audioTokens: Int? = nil,
        imageTokens: Int? = nil,
        cachedDetails: TokenCounts? = nil
    ) {
        self.cachedTokens = cachedTokens
        self.textTokens = textTokens
        self.audioTokens = audioTokens
        self.imageTokens = imageTokens
        self.cachedDetails = cachedDetails
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("cached_tokens", &cachedTokens)
        try fields.map("text_tokens", &textTokens)
        try fields.map("audio_tokens", &audioTokens)
        try fields.map(WireKey("image_tokens", ga: "image_tokens"), &imageTokens)
        try fields.map(WireKey("cached_tokens_details", ga: "cached_tokens_details"), &cachedDetails)
    }
}

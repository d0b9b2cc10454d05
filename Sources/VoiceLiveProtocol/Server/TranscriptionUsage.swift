/// What a transcription cost at OpenAI: tokens or seconds.
package struct TranscriptionUsage: WireObject {
    /// `tokens` or `duration`.
    package var type: String = "tokens"
    package var inputTokens: Int?
    package var outputTokens: Int?
    package var totalTokens: Int?
    package var inputDetails: TokenCounts?
    package var seconds: Double?
    package var extra = JSONObject()

    package init() {}

    package init(
        type: String,
        inputTokens: Int? = nil,
        outputTokens: Int? = nil,
        totalTokens: Int? = nil,
        inputDetails: TokenCounts? = nil,
        seconds: Double? = nil
    ) {
        self.type = type
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.totalTokens = totalTokens
        self.inputDetails = inputDetails
        self.seconds = seconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &type)
        try fields.map("input_tokens", &inputTokens)
        try fields.map("output_tokens", &outputTokens)
        try fields.map("total_tokens", &totalTokens)
        try fields.map("input_token_details", &inputDetails)
        try fields.map("seconds", &seconds)
    }
}

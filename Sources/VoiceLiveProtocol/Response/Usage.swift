/// What a response cost in tokens. The whole conversation counts as input again each time; `billed` counts nothing
/// twice.
package struct Usage: WireObject {
    package var totalTokens: Int = 0
    /// Cached ones included.
    package var inputTokens: Int = 0
    package var outputTokens: Int = 0
    package var inputDetails: InputTokenDetails?
    package var outputDetails: OutputTokenDetails?
    package var extra = JSONObject()

    package init() {}

    package init(
        totalTokens: Int = 0,
        inputTokens: Int = 0,
        outputTokens: Int = 0,
        inputDetails: InputTokenDetails? = nil,
        outputDetails: OutputTokenDetails? = nil
    ) {
        self.totalTokens = totalTokens
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.inputDetails = inputDetails
        self.outputDetails = outputDetails
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(lenient: "total_tokens", &totalTokens)
        try fields.map(lenient: "input_tokens", &inputTokens)
        try fields.map(lenient: "output_tokens", &outputTokens)
        try fields.map("input_token_details", &inputDetails)
        try fields.map("output_token_details", &outputDetails)
    }
}

/// What is said while an answer takes long.
package struct InterimResponse: WireObject {
    package var type: InterimKind = .fixed
    package var triggers: [InterimTrigger]?
    package var latencyThresholdMilliseconds: Int?
    /// One is chosen at random.
    package var texts: [PrivateText]?
    /// The model that makes up the words.
    package var model: String?
    package var instructions: PrivateText?
    package var maxCompletionTokens: Int?
    package var extra = JSONObject()

    package init() {}

    package init(
        type: InterimKind,
        triggers: [InterimTrigger]? = nil,
        latencyThresholdMilliseconds: Int? = nil,
        texts: [PrivateText]? = nil,
        model: String? = nil,
        instructions: PrivateText? = nil,
        maxCompletionTokens: Int? = nil
    ) {
        self.type = type
        self.triggers = triggers
        self.latencyThresholdMilliseconds = latencyThresholdMilliseconds
        self.texts = texts
        self.model = model
        self.instructions = instructions
        self.maxCompletionTokens = maxCompletionTokens
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &type)
        try fields.map("triggers", &triggers)
        try fields.map("latency_threshold_ms", &latencyThresholdMilliseconds)
        try fields.map("texts", &texts)
        try fields.map("model", &model)
        try fields.map("instructions", &instructions)
        try fields.map("max_completion_tokens", &maxCompletionTokens)
    }
}

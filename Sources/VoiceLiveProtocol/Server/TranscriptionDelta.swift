/// A piece of what the user said. The first one may hold it all.
package struct TranscriptionDelta: WireObject {
    package var itemID: String = ""
    package var contentIndex: Int?
    package var delta: PrivateText?
    package var logprobs: [TokenProbability]?
    package var extra = JSONObject()

    package init() {}

    package init(
        itemID: String, contentIndex: Int? = nil, delta: PrivateText? = nil, logprobs: [TokenProbability]? = nil
    ) {
        self.itemID = itemID
        self.contentIndex = contentIndex
        self.delta = delta
        self.logprobs = logprobs
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map("content_index", &contentIndex)
        try fields.map("delta", &delta)
        try fields.map("logprobs", &logprobs)
    }
}

/// What the user said. It may come any time after the commit, even after `response.done`.
package struct TranscriptionCompleted: WireObject {
    package var itemID: String = ""
    package var contentIndex: Int = 0
    package var transcript: PrivateText = ""
    package var phrases: [TranscribedPhrase]?
    package var logprobs: [TokenProbability]?
    /// OpenAI only, whose clients insist on it.
    package var usage: TranscriptionUsage?
    package var extra = JSONObject()

    package init() {}

    package init(
        itemID: String,
        contentIndex: Int = 0,
        transcript: PrivateText,
        phrases: [TranscribedPhrase]? = nil,
        logprobs: [TokenProbability]? = nil,
        usage: TranscriptionUsage? = nil
    ) {
        self.itemID = itemID
        self.contentIndex = contentIndex
        self.transcript = transcript
        self.phrases = phrases
        self.logprobs = logprobs
        self.usage = usage
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map(lenient: "content_index", &contentIndex)
        try fields.map("transcript", &transcript)
        try fields.map(.voiceLive("phrases", since: .v2026April), &phrases)
        try fields.map("logprobs", &logprobs)
        try fields.map(WireKey("usage", beta: "usage", ga: "usage", onlyOpenAI: true), &usage)
    }
}

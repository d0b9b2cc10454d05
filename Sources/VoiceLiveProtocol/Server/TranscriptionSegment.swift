/// A stretch of what the user said, with its speaker.
package struct TranscriptionSegment: WireObject {
    package var id: String = ""
    package var itemID: String = ""
    package var contentIndex: Int = 0
    package var text: PrivateText = ""
    package var speaker: String = ""
    /// Seconds.
    package var start: Double = 0
    /// Seconds.
    package var end: Double = 0
    package var extra = JSONObject()

    package init() {}

    package init(
        id: String,
        itemID: String,
        contentIndex: Int = 0,
        text: PrivateText,
        speaker: String,
        start: Double,
        end: Double
    ) {
        self.id = id
        self.itemID = itemID
        self.contentIndex = contentIndex
        self.text = text
        self.speaker = speaker
        self.start = start
        self.end = end
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("id", &id)
        try fields.map("item_id", &itemID)
        try fields.map(lenient: "content_index", &contentIndex)
        try fields.map("text", &text)
        try fields.map("speaker", &speaker)
        try fields.map("start", &start)
        try fields.map("end", &end)
    }
}

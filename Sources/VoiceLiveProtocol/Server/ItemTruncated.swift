/// An assistant's message was cut, on request or by the service itself.
package struct ItemTruncated: WireObject {
    package var itemID: String = ""
    package var contentIndex: Int = 0
    /// Milliseconds of the item's audio that stay.
    package var audioEndMilliseconds: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String, contentIndex: Int = 0, audioEndMilliseconds: Int) {
        self.itemID = itemID
        self.contentIndex = contentIndex
        self.audioEndMilliseconds = audioEndMilliseconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map(lenient: "content_index", &contentIndex)
        try fields.map("audio_end_ms", &audioEndMilliseconds)
    }
}

/// What the user said could not be transcribed; the turn goes on.
package struct TranscriptionFailed: WireObject {
    package var itemID: String = ""
    package var contentIndex: Int = 0
    package var error = TranscriptionError()
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String, contentIndex: Int = 0, error: TranscriptionError) {
        self.itemID = itemID
        self.contentIndex = contentIndex
        self.error = error
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map(lenient: "content_index", &contentIndex)
        try fields.map("error", &error)
    }
}

/// A piece of text for an item that is still being written.
package struct InputTextDelta: WireObject {
    /// The item.
    package var id: String = ""
    package var delta: PrivateText = ""
    package var contentIndex: Int?
    package var extra = JSONObject()

    package init() {}

    package init(id: String, delta: PrivateText, contentIndex: Int? = nil) {
        self.id = id
        self.delta = delta
        self.contentIndex = contentIndex
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("id", &id)
        try fields.map("delta", &delta)
        try fields.map("content_index", &contentIndex)
    }
}

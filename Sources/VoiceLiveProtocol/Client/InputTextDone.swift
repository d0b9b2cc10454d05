/// The text of an item is complete.
package struct InputTextDone: WireObject {
    /// The item.
    package var id: String = ""
    package var contentIndex: Int?
    package var extra = JSONObject()

    package init() {}

    package init(id: String, contentIndex: Int? = nil) {
        self.id = id
        self.contentIndex = contentIndex
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("id", &id)
        try fields.map("content_index", &contentIndex)
    }
}

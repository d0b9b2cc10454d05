/// The assistant's whole written answer.
package struct TextDone: WireObject {
    package var place = ContentPlace()
    package var text: PrivateText = ""
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, text: PrivateText) {
        self.place = place
        self.text = text
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("text", &text)
    }
}

/// Written words.
package struct TextPart: WireObject {
    package var text: PrivateText = ""
    package var extra = JSONObject()

    package init() {}

    package init(text: PrivateText = "") {
        self.text = text
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(lenient: "text", &text)
    }
}

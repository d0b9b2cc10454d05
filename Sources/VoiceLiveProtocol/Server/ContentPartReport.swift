/// A content part of the assistant's begins or is finished. In text mode the finished part may be empty:
/// the words come by `response.text.done`.
package struct ContentPartReport: WireObject {
    package var place = ContentPlace()
    package var part = ContentPart.audio(AudioPart())
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, part: ContentPart) {
        self.place = place
        self.part = part
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        // OpenAI renamed the parts of items for general availability, but not the parts of these two events.
        let dialect = fields.context.dialect
        if dialect == .openAIGA { fields.context.dialect = .openAIBeta }
        try fields.map("part", &part)
        fields.context.dialect = dialect
    }
}

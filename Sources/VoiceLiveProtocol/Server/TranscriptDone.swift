/// All that the assistant said in one content part.
package struct TranscriptDone: WireObject {
    package var place = ContentPlace()
    package var transcript: PrivateText = ""
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, transcript: PrivateText) {
        self.place = place
        self.transcript = transcript
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("transcript", &transcript)
    }
}

/// A piece of the assistant's words, written or spoken. It usually runs ahead of the sound.
package struct TextDelta: WireObject {
    package var place = ContentPlace()
    package var delta: PrivateText = ""
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, delta: PrivateText) {
        self.place = place
        self.delta = delta
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("delta", &delta)
    }
}

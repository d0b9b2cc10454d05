/// When the mouth takes a shape.
package struct VisemeDelta: WireObject {
    package var place = ContentPlace()
    /// From the start of the response's audio.
    package var audioOffsetMilliseconds: Int = 0
    package var visemeID: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, audioOffsetMilliseconds: Int, visemeID: Int) {
        self.place = place
        self.audioOffsetMilliseconds = audioOffsetMilliseconds
        self.visemeID = visemeID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("audio_offset_ms", &audioOffsetMilliseconds)
        try fields.map("viseme_id", &visemeID)
    }
}

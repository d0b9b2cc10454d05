/// A piece of the assistant's voice, sent faster than it is played.
package struct AudioDelta: WireObject {
    package var place = ContentPlace()
    /// In the session's output format.
    package var audio: [UInt8] = []
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, audio: [UInt8]) {
        self.place = place
        self.audio = audio
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map(base64: "delta", &audio)
    }
}

/// Frames of a face's movement.
package struct BlendshapesDelta: WireObject {
    package var place = ContentPlace()
    /// The first frame's number.
    package var frameIndex: Int = 0
    /// An array of arrays of numbers, or a text.
    package var frames: JSONValue = JSONValue.null
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, frameIndex: Int, frames: JSONValue) {
        self.place = place
        self.frameIndex = frameIndex
        self.frames = frames
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("frame_index", &frameIndex)
        try fields.map("frames", &frames)
    }
}

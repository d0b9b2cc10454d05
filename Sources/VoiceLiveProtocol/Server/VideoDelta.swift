/// A piece of the avatar's picture and sound.
package struct VideoDelta: WireObject {
    package var outputIndex: Int = 0
    package var codec: String = "h264"
    /// Fragmented MP4.
    package var video: [UInt8] = []
    package var extra = JSONObject()

    package init() {}

    package init(outputIndex: Int = 0, codec: String = "h264", video: [UInt8]) {
        self.outputIndex = outputIndex
        self.codec = codec
        self.video = video
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(lenient: "output_index", &outputIndex)
        try fields.map(lenient: "codec", &codec)
        try fields.map(base64: "delta", &video)
    }
}

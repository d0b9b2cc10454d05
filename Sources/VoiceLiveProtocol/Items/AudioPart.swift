/// What the assistant said.
package struct AudioPart: WireObject {
    package var transcript: PrivateText?
    /// Not sent by Voice Live.
    package var audio: [UInt8]?
    package var extra = JSONObject()

    package init() {}

    package init(transcript: PrivateText? = nil, audio: [UInt8]? = nil) {
        self.transcript = transcript
        self.audio = audio
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("transcript", &transcript)
        try fields.map(base64: "audio", &audio)
    }
}

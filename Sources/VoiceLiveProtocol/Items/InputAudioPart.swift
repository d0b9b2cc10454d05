/// What a user said. Echoes leave the audio out.
package struct InputAudioPart: WireObject {
    /// In the session's input format.
    package var audio: [UInt8]?
    package var transcript: PrivateText?
    package var extra = JSONObject()

    package init() {}

    package init(audio: [UInt8]? = nil, transcript: PrivateText? = nil) {
        self.audio = audio
        self.transcript = transcript
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(base64: "audio", &audio)
        try fields.map("transcript", &transcript)
    }
}

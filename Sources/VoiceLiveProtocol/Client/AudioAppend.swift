/// Microphone sound for the service's input buffer. It is not acknowledged. `AudioAppendLine` writes the same event
/// much faster.
package struct AudioAppend: WireObject {
    /// In the session's input format. At most 15 MiB an event.
    package var audio: [UInt8] = []
    package var extra = JSONObject()

    package init() {}

    package init(audio: [UInt8]) {
        self.audio = audio
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(base64: "audio", &audio)
    }
}

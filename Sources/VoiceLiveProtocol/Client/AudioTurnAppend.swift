/// Sound of a turn that the client delimits itself.
package struct AudioTurnAppend: WireObject {
    package var turnID: String = ""
    package var audio: [UInt8] = []
    package var extra = JSONObject()

    package init() {}

    package init(turnID: String, audio: [UInt8]) {
        self.turnID = turnID
        self.audio = audio
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("turn_id", &turnID)
        try fields.map(base64: "audio", &audio)
    }
}

/// The service heard speech end.
package struct SpeechStopped: WireObject {
    package var itemID: String = ""
    /// Of all audio appended in this session.
    package var audioEndMilliseconds: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String, audioEndMilliseconds: Int) {
        self.itemID = itemID
        self.audioEndMilliseconds = audioEndMilliseconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map("audio_end_ms", &audioEndMilliseconds)
    }
}

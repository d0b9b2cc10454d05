/// The service heard speech begin.
package struct SpeechStarted: WireObject {
    package var itemID: String = ""
    /// Of all audio appended in this session, already moved back by the prefix padding.
    package var audioStartMilliseconds: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String, audioStartMilliseconds: Int) {
        self.itemID = itemID
        self.audioStartMilliseconds = audioStartMilliseconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map("audio_start_ms", &audioStartMilliseconds)
    }
}

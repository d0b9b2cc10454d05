/// Nobody spoke for as long as `idle_timeout_ms` allows.
package struct InputTimeout: WireObject {
    package var itemID: String = ""
    package var audioStartMilliseconds: Int = 0
    package var audioEndMilliseconds: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String, audioStartMilliseconds: Int, audioEndMilliseconds: Int) {
        self.itemID = itemID
        self.audioStartMilliseconds = audioStartMilliseconds
        self.audioEndMilliseconds = audioEndMilliseconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map("audio_start_ms", &audioStartMilliseconds)
        try fields.map("audio_end_ms", &audioEndMilliseconds)
    }
}

/// When a word of the assistant's is to be heard.
package struct AudioTimestamp: WireObject {
    package var place = ContentPlace()
    package var text: PrivateText = ""
    /// From the start of the response's audio.
    package var audioOffsetMilliseconds: Int = 0
    package var audioDurationMilliseconds: Int = 0
    package var timestampType: TimestampType = .word
    package var extra = JSONObject()

    package init() {}

    package init(
        place: ContentPlace,
        text: PrivateText,
        audioOffsetMilliseconds: Int,
        audioDurationMilliseconds: Int,
        timestampType: TimestampType = .word
    ) {
        self.place = place
        self.text = text
        self.audioOffsetMilliseconds = audioOffsetMilliseconds
        self.audioDurationMilliseconds = audioDurationMilliseconds
        self.timestampType = timestampType
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("text", &text)
        try fields.map("audio_offset_ms", &audioOffsetMilliseconds)
        try fields.map("audio_duration_ms", &audioDurationMilliseconds)
        try fields.map(lenient: "timestamp_type", &timestampType)
    }
}

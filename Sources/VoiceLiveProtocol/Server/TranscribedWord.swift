/// A word of a phrase and when it was said.
package struct TranscribedWord: WireObject {
    package var text: PrivateText = ""
    package var offsetMilliseconds: Int = 0
    package var durationMilliseconds: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(text: PrivateText, offsetMilliseconds: Int, durationMilliseconds: Int) {
        self.text = text
        self.offsetMilliseconds = offsetMilliseconds
        self.durationMilliseconds = durationMilliseconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("text", &text)
        try fields.map("offset_milliseconds", &offsetMilliseconds)
        try fields.map("duration_milliseconds", &durationMilliseconds)
    }
}

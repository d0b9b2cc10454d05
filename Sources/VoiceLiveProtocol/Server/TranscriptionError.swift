/// Why a transcription failed.
package struct TranscriptionError: WireObject {
    package var message: String?
    package var code: String?
    package var type: String?
    package var param: String?
    package var eventID: String?
    package var extra = JSONObject()

    package init() {}

    package init(
        message: String? = nil, code: String? = nil, type: String? = nil, param: String? = nil, eventID: String? = nil
    ) {
        self.message = message
        self.code = code
        self.type = type
        self.param = param
        self.eventID = eventID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("message", &message)
        try fields.map("code", &code)
        try fields.map("type", &type)
        try fields.map("param", &param)
        try fields.map("event_id", &eventID)
    }
}

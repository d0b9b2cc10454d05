/// What went wrong, in the service's words.
package struct ServiceError: WireObject {
    /// Such as `invalid_request_error` or `server_error`.
    package var type: String = ""
    package var code: ErrorCode?
    package var message: String = ""
    package var param: String?
    /// The client event at fault.
    package var eventID: String?
    package var extra = JSONObject()

    package init() {}

    package init(type: String, code: ErrorCode? = nil, message: String, param: String? = nil, eventID: String? = nil) {
        self.type = type
        self.code = code
        self.message = message
        self.param = param
        self.eventID = eventID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &type)
        try fields.map("code", &code)
        try fields.map("message", &message)
        try fields.map("param", &param)
        try fields.map("event_id", &eventID)
    }
}

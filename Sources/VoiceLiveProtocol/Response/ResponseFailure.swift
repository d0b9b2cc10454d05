/// Why a response failed.
package struct ResponseFailure: WireObject {
    package var type: String?
    package var code: String?
    package var message: String?
    package var extra = JSONObject()

    package init() {}

    package init(type: String? = nil, code: String? = nil, message: String? = nil) {
        self.type = type
        self.code = code
        self.message = message
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &type)
        try fields.map("code", &code)
        try fields.map("message", &message)
    }
}

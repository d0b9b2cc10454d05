/// What the service warns of, in its own words.
package struct ServiceWarning: WireObject {
    package var message: String = ""
    package var code: String?
    package var param: String?
    package var extra = JSONObject()

    package init() {}

    package init(message: String, code: String? = nil, param: String? = nil) {
        self.message = message
        self.code = code
        self.param = param
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("message", &message)
        try fields.map("code", &code)
        try fields.map("param", &param)
    }
}

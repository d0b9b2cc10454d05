/// One limit of the account.
package struct RateLimit: WireObject {
    package var name: String?
    package var limit: Int?
    package var remaining: Int?
    package var resetSeconds: Double?
    package var extra = JSONObject()

    package init() {}

    package init(name: String? = nil, limit: Int? = nil, remaining: Int? = nil, resetSeconds: Double? = nil) {
        self.name = name
        self.limit = limit
        self.remaining = remaining
        self.resetSeconds = resetSeconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("name", &name)
        try fields.map("limit", &limit)
        try fields.map("remaining", &remaining)
        try fields.map("reset_seconds", &resetSeconds)
    }
}

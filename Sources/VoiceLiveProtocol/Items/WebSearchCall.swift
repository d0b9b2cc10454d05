/// A web search of the service.
package struct WebSearchCall: WireObject {
    package var id: String?
    package var action: JSONValue?
    package var status: ItemStatus?
    package var extra = JSONObject()

    package init() {}

    package init(id: String? = nil, action: JSONValue? = nil, status: ItemStatus? = nil) {
        self.id = id
        self.action = action
        self.status = status
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        fields.constant("object", "realtime.item")
        try fields.map("id", &id)
        try fields.map("action", &action)
        try fields.map("status", &status)
    }
}

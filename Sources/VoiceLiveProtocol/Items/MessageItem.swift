/// What somebody said or wrote, or what the system tells the model.
package struct MessageItem: WireObject {
    package var id: String?
    package var role: MessageRole = .user
    package var content: [ContentPart] = []
    package var status: ItemStatus?
    package var extra = JSONObject()

    package init() {}

    package init(id: String? = nil, role: MessageRole, content: [ContentPart] = [], status: ItemStatus? = nil) {
        self.id = id
        self.role = role
        self.content = content
        self.status = status
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        fields.constant("object", "realtime.item")
        try fields.map("id", &id)
        try fields.map("role", &role)
        try fields.map(lenient: "content", &content)
        try fields.map("status", &status)
    }
}

/// The service asks whether it may call a tool. The turn waits for the answer.
package struct MCPApprovalRequest: WireObject {
    package var id: String?
    package var serverLabel: String = ""
    package var name: String = ""
    /// JSON text.
    package var arguments: PrivateText?
    package var extra = JSONObject()

    package init() {}

    package init(id: String? = nil, serverLabel: String, name: String, arguments: PrivateText? = nil) {
        self.id = id
        self.serverLabel = serverLabel
        self.name = name
        self.arguments = arguments
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        if fields.dialect.isVoiceLive || !fields.isWriting { fields.constant("object", "realtime.item") }
        try fields.map("id", &id)
        try fields.map("server_label", &serverLabel)
        try fields.map("name", &name)
        try fields.map("arguments", &arguments)
    }
}

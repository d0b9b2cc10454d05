/// A tool call that the service made at an MCP server.
package struct MCPCall: WireObject {
    package var id: String?
    package var serverLabel: String = ""
    package var name: String = ""
    /// JSON text.
    package var arguments: PrivateText = ""
    package var output: PrivateText?
    package var error: JSONValue?
    package var approvalRequestID: String?
    package var extra = JSONObject()

    package init() {}

    package init(
        id: String? = nil,
        serverLabel: String,
        name: String,
        arguments: PrivateText = "",
        output: PrivateText? = nil,
        error: JSONValue? = nil,
        approvalRequestID: String? = nil
    ) {
        self.id = id
        self.serverLabel = serverLabel
        self.name = name
        self.arguments = arguments
        self.output = output
        self.error = error
        self.approvalRequestID = approvalRequestID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        if fields.dialect.isVoiceLive || !fields.isWriting { fields.constant("object", "realtime.item") }
        try fields.map("id", &id)
        try fields.map("server_label", &serverLabel)
        try fields.map("name", &name)
        try fields.map(lenient: "arguments", &arguments)
        try fields.map("output", &output)
        try fields.map("error", &error)
        try fields.map("approval_request_id", &approvalRequestID)
    }
}

/// The tools of an MCP server.
package struct MCPToolList: WireObject {
    package var id: String?
    package var serverLabel: String = ""
    package var tools: [MCPToolDescription] = []
    package var extra = JSONObject()

    package init() {}

    package init(id: String? = nil, serverLabel: String, tools: [MCPToolDescription] = []) {
        self.id = id
        self.serverLabel = serverLabel
        self.tools = tools
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        if fields.dialect.isVoiceLive || !fields.isWriting { fields.constant("object", "realtime.item") }
        try fields.map("id", &id)
        try fields.map("server_label", &serverLabel)
        try fields.map(lenient: "tools", &tools)
    }
}

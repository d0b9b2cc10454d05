/// An MCP server whose tools the service calls itself; it must be reachable from there.
package struct MCPTool: WireObject {
    package var serverLabel: String = ""
    package var serverURL: String?
    package var authorization: Secret?
    package var headers: [String: Secret]?
    /// Nil for all.
    package var allowedTools: [String]?
    /// Nil means always: a client that never answers hangs the turn.
    package var requireApproval: MCPApproval?
    package var extra = JSONObject()

    package init() {}

    package init(
        serverLabel: String,
        serverURL: String? = nil,
        authorization: Secret? = nil,
        headers: [String: Secret]? = nil,
        allowedTools: [String]? = nil,
        requireApproval: MCPApproval? = nil
    ) {
        self.serverLabel = serverLabel
        self.serverURL = serverURL
        self.authorization = authorization
        self.headers = headers
        self.allowedTools = allowedTools
        self.requireApproval = requireApproval
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("server_label", &serverLabel)
        try fields.map("server_url", &serverURL)
        try fields.map("authorization", &authorization)
        try fields.map("headers", &headers)
        try fields.map("allowed_tools", &allowedTools)
        try fields.map("require_approval", &requireApproval)
    }
}

extension MCPTool {
    package func exists(in dialect: Dialect) -> Bool { dialect.features.contains(.mcp) }
}

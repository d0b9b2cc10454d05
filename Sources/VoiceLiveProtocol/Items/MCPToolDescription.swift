/// One tool of an MCP server.
package struct MCPToolDescription: WireObject {
    package var name: String = ""
    package var description: String?
    package var inputSchema: JSONValue = JSONValue.object([:])
    package var annotations: JSONValue?
    package var extra = JSONObject()

    package init() {}

    package init(name: String, description: String? = nil, inputSchema: JSONValue, annotations: JSONValue? = nil) {
        self.name = name
        self.description = description
        self.inputSchema = inputSchema
        self.annotations = annotations
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("name", &name)
        try fields.map("description", &description)
        try fields.map("input_schema", &inputSchema)
        try fields.map("annotations", &annotations)
    }
}

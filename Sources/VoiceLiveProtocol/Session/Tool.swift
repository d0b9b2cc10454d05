/// Something the model may use.
package enum Tool: Hashable, Sendable {
    case function(FunctionTool)
    case mcp(MCPTool)
    /// A kind we do not know, kept whole.
    case unknown(JSONObject)
}

extension Tool: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        let (type, members) = try TypedObject.split(json)
        switch type {
        case "function": self = .function(try FunctionTool(members: members, in: &context))
        case "mcp": self = .mcp(try MCPTool(members: members, in: &context))
        default: self = .unknown(json.object ?? [:])
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        switch self {
        case .function(let tool): .object(tool.members(type: "function", in: &context))
        case .mcp(let tool): .object(tool.members(type: "mcp", in: &context))
        case .unknown(let members): .object(members)
        }
    }

    package func exists(in dialect: Dialect) -> Bool {
        if case .mcp(let tool) = self { tool.exists(in: dialect) } else { true }
    }
}

extension Item: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        let (type, members) = try TypedObject.split(json)
        switch type {
        case "message": self = .message(try MessageItem(members: members, in: &context))
        case "function_call": self = .functionCall(try FunctionCall(members: members, in: &context))
        case "function_call_output": self = .functionCallOutput(try FunctionCallOutput(members: members, in: &context))
        case "mcp_list_tools": self = .mcpToolList(try MCPToolList(members: members, in: &context))
        case "mcp_call": self = .mcpCall(try MCPCall(members: members, in: &context))
        case "mcp_approval_request": self = .mcpApprovalRequest(try MCPApprovalRequest(members: members, in: &context))
        case "mcp_approval_response":
            self = .mcpApprovalResponse(try MCPApprovalResponse(members: members, in: &context))
        case "web_search_call": self = .webSearchCall(try WebSearchCall(members: members, in: &context))
        case "file_search_call": self = .fileSearchCall(try FileSearchCall(members: members, in: &context))
        case "foundry_agent_call": self = .foundryAgentCall(try FoundryAgentCall(members: members, in: &context))
        default: self = .unknown(json.object ?? [:])
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        switch self {
        case .message(let item): .object(item.members(type: "message", in: &context))
        case .functionCall(let item): .object(item.members(type: "function_call", in: &context))
        case .functionCallOutput(let item): .object(item.members(type: "function_call_output", in: &context))
        case .mcpToolList(let item): .object(item.members(type: "mcp_list_tools", in: &context))
        case .mcpCall(let item): .object(item.members(type: "mcp_call", in: &context))
        case .mcpApprovalRequest(let item): .object(item.members(type: "mcp_approval_request", in: &context))
        case .mcpApprovalResponse(let item): .object(item.members(type: "mcp_approval_response", in: &context))
        case .webSearchCall(let item): .object(item.members(type: "web_search_call", in: &context))
        case .fileSearchCall(let item): .object(item.members(type: "file_search_call", in: &context))
        case .foundryAgentCall(let item): .object(item.members(type: "foundry_agent_call", in: &context))
        case .unknown(let members): .object(members)
        }
    }

    package func exists(in dialect: Dialect) -> Bool {
        switch self {
        case .message, .functionCall, .functionCallOutput, .unknown: true
        case .mcpToolList, .mcpCall, .mcpApprovalRequest, .mcpApprovalResponse: dialect.features.contains(.mcp)
        case .webSearchCall, .fileSearchCall, .foundryAgentCall: dialect.isVoiceLive
        }
    }
}

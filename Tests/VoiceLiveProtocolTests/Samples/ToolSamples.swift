import VoiceLiveProtocol

/// One tool of each kind.
enum ToolSamples {
    static let function = Tool.function(
        FunctionTool(
            name: "next_stop", description: "Where the tram stops next",
            parameters: ["type": "object", "properties": ["line": ["type": "integer"]]]))

    static let mcp = Tool.mcp(
        MCPTool(
            serverLabel: "depot", serverURL: "https://example.org/mcp", authorization: "token",
            headers: ["x-key": "value"], allowedTools: ["lookup"],
            requireApproval: .byTool(always: ["delete"], never: ["lookup"])))
}

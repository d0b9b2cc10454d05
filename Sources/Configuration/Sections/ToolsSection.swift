/// Tools that clients offer.
package struct ToolsSection: SettingSection {
    package enum Approval: String, Choice { case ask, allow, deny }

    package var enabled = true
    package var timeout = Duration.seconds(15)
    package var maxParallel = 16
    package var maxTools = 64
    package var maxResult = ByteSize(bytes: 65536)
    package var mcpApproval = Approval.ask
    package var approvalTimeout = Duration.seconds(30)
    package var fillerAfter = Duration.milliseconds(700)
    package var filler = ""
    package var servers: [MCPServerSection] = []

    package init() {}

    package static let path = "tools"
    package static let about = "Functions that clients offer to the agent."

    package static let keys: [SettingKey<ToolsSection>] = [
        SettingKey("enabled", \.enabled, .boolean, .live, "Let clients offer tools."),
        SettingKey(
            "timeout", \.timeout, .duration(.milliseconds(100)...(.seconds(60))), .live,
            "The longest a tool may take if it does not say otherwise."),
        SettingKey("max_parallel", \.maxParallel, .integer(1...64), .live, "Calls that are open at once."),
        SettingKey("max_tools", \.maxTools, .integer(0...256), .live, "Tools of one client."),
        SettingKey(
            "max_result", \.maxResult, .size(ByteSize(bytes: 1024)...(.mebibytes(1))), .live,
            "The longest result that goes to the model."),
        SettingKey(
            "mcp_approval", \.mcpApproval, .choice, .live,
            "What to answer when the service wants to call an MCP server."),
        SettingKey(
            "approval_timeout", \.approvalTimeout, .duration(.seconds(1)...(.seconds(600))), .live,
            "With mcp_approval = \"ask\": how long a client may take. Then the call is denied."),
        SettingKey(
            "filler_after_ms", \.fillerAfter, .milliseconds(0...30_000), .live,
            "Fill the silence after this time of waiting for tools. 0: never."),
        SettingKey("filler", \.filler, .text(upTo: 256), .live, "What is said then. Empty: a soft tone."),
        SettingKey(
            "mcp", \.servers, .records(upTo: 16), .nextSession,
            "MCP servers that the service may call: [[tools.mcp]] tables."
        ),
    ]
}

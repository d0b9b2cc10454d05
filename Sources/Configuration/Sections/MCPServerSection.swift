/// One MCP server that the service may call for the agent.
package struct MCPServerSection: SettingSection {
    package enum Approval: String, Choice { case always, never }

    package var label = ""
    package var url = ""
    package var allowedTools: [String] = []
    package var requireApproval = Approval.always
    package var freeTools: [String] = []
    package var credential = ""
    package var credentialFile = ""
    package var headers: [String: String] = [:]

    package init() {}

    package static let path = "tools.mcp"
    package static let about =
        "An MCP server whose tools the agent may use. The service calls it, not this box: it must be reached from there. "
        + "An endpoint that lacks mcp is not told of it."

    /// The address, taken apart; nil before validation.
    package var address: ServiceURL? { ServiceURL(url) }

    package static let keys: [SettingKey<MCPServerSection>] = [
        SettingKey(
            "label", \.label, .name, .nextSession,
            "Its name for the service and in questions for leave; must be there."),
        SettingKey("url", \.url, .mcpURL, .nextSession, "Where it listens; must be there."),
        SettingKey(
            "allowed_tools", \.allowedTools, .list(of: .text(upTo: 128), upTo: 128), .nextSession,
            "Its tools that the agent may use. Empty: all."),
        SettingKey(
            "require_approval", \.requireApproval, .choice, .nextSession,
            "Whether the service asks before it calls a tool; tools.mcp_approval says who answers."),
        SettingKey(
            "free_tools", \.freeTools, .list(of: .text(upTo: 128), upTo: 128), .nextSession,
            "With require_approval = \"always\": tools that are called without asking."),
        SettingKey(
            "credential", \.credential, .text(upTo: 128), .nextSession,
            "Name of the systemd credential that the service shows it. The unit must be given it: a drop-in with "
                + "LoadCredentialEncrypted=NAME. Never the token itself."),
        SettingKey(
            "credential_file", \.credentialFile, .path, .nextSession,
            "A file with that token, read again before each connection. It is refused unless it belongs to the daemon's "
                + "user or root and nobody else may read it."),
        SettingKey(
            "headers", \.headers, .table(of: .credentialName, upTo: 16), .nextSession,
            "Further headers that the service shows it. Each value is the name of a systemd credential that holds it, such as voicelived.depot."
        ),
    ]
}

extension Rule where Value == String {
    /// Nothing that is a secret itself begins so.
    static let credentialName = form(
        "name", "of a credential, beginning with voicelived.", upTo: 128, samples: ["voicelived.a", "voicelived.b"]
    ) { text in
        text.hasPrefix("voicelived.") && isName(text)
            ? nil : "must be the name of a stored credential, beginning with voicelived."
    }

    /// Where an MCP server listens.
    static let mcpURL = form(
        "URL", "https://, or http:// to this machine", upTo: 2048,
        samples: ["https://tools.example/mcp", "http://127.0.0.1:8080/mcp"]
    ) { text in
        if let complaint = secretInside(text) { return complaint }
        guard let url = ServiceURL(text), printable(text) else { return "is not a URL" }
        switch url.scheme {
        case "https": return nil
        case "http" where url.isLoopback: return nil
        default: return "must start with https:// (http:// only for this machine's own addresses)"
        }
    }
}

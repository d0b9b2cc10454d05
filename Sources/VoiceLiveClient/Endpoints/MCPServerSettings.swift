package import VoiceLiveProtocol

/// An MCP server that a service may call, as an admin configured it. What it is shown is read anew for every connection.
package struct MCPServerSettings: Sendable, Equatable {
    package var label: String
    package var url: String
    /// Empty: all.
    package var allowedTools: [String] = []
    package var approval = MCPApproval.always
    package var credential = CredentialSource.none
    package var headers: [String: CredentialSource] = [:]

    package init(label: String, url: String) {
        (self.label, self.url) = (label, url)
    }
}

extension CredentialReader {
    /// The server in the service's words, with what it is to be shown.
    func tool(for server: MCPServerSettings) async throws(CredentialError) -> MCPTool {
        var headers: [String: Secret] = [:]
        for (name, source) in server.headers { headers[name] = try await secret(from: source) }
        return MCPTool(
            serverLabel: server.label, serverURL: server.url, authorization: try await secret(from: server.credential),
            headers: headers.isEmpty ? nil : headers,
            allowedTools: server.allowedTools.isEmpty ? nil : server.allowedTools, requireApproval: server.approval)
    }
}

extension CrossChecks {
    mutating func toolServers() {
        let servers = configuration.tools.servers
        if let twice = Self.firstTwice(servers.map(\.label).filter { !$0.isEmpty }) {
            error(MCPServerSection.path, "two MCP servers with the label \"\(twice)\"")
        }
        for (index, server) in servers.enumerated() { check(server, index) }
    }

    private mutating func check(_ server: MCPServerSection, _ index: Int) {
        let list = MCPServerSection.path
        if server.label.isEmpty { error(index, "label", of: list, "must be given") }
        if server.url.isEmpty { error(index, "url", of: list, "must be given") }
        if !server.credential.isEmpty && !server.credentialFile.isEmpty {
            error(index, "credential", of: list, "give credential or credential_file, not both")
        }
        if !server.freeTools.isEmpty && server.requireApproval == .never {
            error(index, "free_tools", of: list, "all tools are free with require_approval = \"never\"")
        }
        if let unknown = server.freeTools.first(where: {
            !server.allowedTools.isEmpty && !server.allowedTools.contains($0)
        }) {
            error(index, "free_tools", of: list, "\"\(unknown)\" is not among allowed_tools")
        }
        for name in server.headers.keys.sorted() where !Self.mayBeHeader(name) {
            error(index, "headers", of: list, "\"\(name)\" cannot be a header's name")
        }
        for name in [server.credential].filter({ !$0.isEmpty }) + server.headers.values.sorted()
        where surroundings.hasCredential(name) == false {
            warn(
                index, server.credential == name ? "credential" : "headers", of: list,
                "the credential \"\(name)\" is not stored", hint: "run: voicelivectl credential set")
        }
        if !server.credentialFile.isEmpty && surroundings.hasFile(server.credentialFile) == false {
            warn(index, "credential_file", of: list, "there is no file \(server.credentialFile) yet")
        }
    }

    private static func mayBeHeader(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
            && !["host", "content-length", "transfer-encoding", "connection"].contains(name.lowercased())
    }
}

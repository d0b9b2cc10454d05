extension ServiceEndpoint {
    /// The address to call.
    package func address() throws(AddressError) -> ServiceAddress {
        let url = try WebAddress(self.url)
        var query = url.query
        let given = Set(query.map(\.name))
        query += self.query.filter { !given.contains($0.name) }
        if let secret = query.first(where: { SecretParameter.isSecret($0.name) }) {
            throw .secretInAddress(secret.name)
        }
        try add(to: &query)
        return ServiceAddress(
            destination: url.destination, isSecure: url.isSecure,
            target: path(from: url.path) + (query.isEmpty ? "" : "?" + QueryText.encode(query)),
            headers: dialect == .openAIBeta ? [.init(name: "OpenAI-Beta", value: "realtime=v1")] : [])
    }

    /// Portals show a project's address, which is no address of the service: its tail is cut off. Any other prefix stays.
    private func path(from given: String) -> String {
        var path = given
        if let project = path.range(of: "/api/projects") { path = String(path[..<project.lowerBound]) }
        while path.hasSuffix("/") { path.removeLast() }
        if dialect.isVoiceLive { return path.hasSuffix("/voice-live/realtime") ? path : path + "/voice-live/realtime" }
        if path.hasSuffix("/realtime") { return path }
        return (path.isEmpty ? "/v1" : path) + "/realtime"
    }

    /// What the address itself says wins over the settings.
    private func add(to query: inout [QueryParameter]) throws(AddressError) {
        var wanted: [QueryParameter] = []
        func want(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { wanted.append(QueryParameter(name: name, value: value)) }
        }
        if case .voiceLive(let version) = dialect { want("api-version", version.text) }
        want("model", model)
        if let agent {
            guard !agent.name.isEmpty, !agent.project.isEmpty else { throw .agentIncomplete }
            want("agent-name", agent.name)
            want("agent-project-name", agent.project)
            want("agent-version", agent.version)
            want("conversation-id", agent.conversationID)
            want("agent-authentication-identity-client-id", agent.identityClientID)
        }
        want("profile", profile)
        want("foundry-resource-override", resourceOverride)
        want("features", features)
        let given = Set(query.map(\.name))
        query += wanted.filter { !given.contains($0.name) }
        let names = Set(query.map(\.name))
        if names.isDisjoint(with: ["model", "deployment", "agent-name", "agent-id"]) { throw .modelMissing }
    }
}

extension String {
    /// Where `other` first stands in this text.
    fileprivate func range(of other: String) -> Range<String.Index>? {
        indices.first { self[$0...].hasPrefix(other) }.map { $0..<index($0, offsetBy: other.count) }
    }
}

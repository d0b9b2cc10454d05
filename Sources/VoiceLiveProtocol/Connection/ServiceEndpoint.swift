/// Where a service is and what to ask it for. No credential belongs here: those go into headers.
package struct ServiceEndpoint: Hashable, Sendable {
    /// As an administrator writes it: `https`, `wss`, `http`, `ws` or `ws+unix`, with or without the service's path.
    package var url: String
    package var dialect: Dialect
    /// Needed, unless an agent brings one or the address names it.
    package var model: String?
    package var agent: AgentSelection?
    /// For a model of one's own, such as `byom-azure-openai-realtime`.
    package var profile: String?
    /// The Foundry resource that holds the agent or model, if it is another one.
    package var resourceOverride: String?
    /// Preview features to switch on, such as `client_ec_reference:true`.
    package var features: String?
    /// Further parameters. They win over what is derived from the settings above, and lose to the address itself.
    package var query: [QueryParameter] = []

    package init(url: String, dialect: Dialect = .standard, model: String? = nil) {
        self.url = url
        self.dialect = dialect
        self.model = model
    }
}

/// A Foundry agent in place of a bare model.
package struct AgentSelection: Hashable, Sendable {
    package var name: String
    package var project: String
    package var version: String?
    /// Goes on with an earlier conversation of the agent.
    package var conversationID: String?
    /// The managed identity by which the agent is called.
    package var identityClientID: String?

    package init(
        name: String, project: String, version: String? = nil, conversationID: String? = nil,
        identityClientID: String? = nil
    ) {
        self.name = name
        self.project = project
        self.version = version
        self.conversationID = conversationID
        self.identityClientID = identityClientID
    }
}

/// What a client asked for when it connected: the server's view of a `ServiceAddress`.
package struct ServiceRequest: Hashable, Sendable {
    /// The path as it came.
    package var path: String
    package var apiVersion: String?
    package var model: String?
    package var agentName: String?
    package var agentProject: String?
    package var profile: String?
    package var features: String?
    /// A key or token in the query, as browsers send it. It never prints.
    package var credential: Secret?
    /// Parameters we do not know.
    package var others: [QueryParameter] = []
    private var isBeta: Bool

    /// Reads the target of the request line; `openAIBeta` is the value of the header of that name, if it came.
    package init(target: String, openAIBeta: String? = nil) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts.first ?? "")
        isBeta = openAIBeta?.contains("realtime=v1") == true
        for parameter in parts.count == 2 ? QueryText.decode(parts[1]) : [] { take(parameter) }
    }

    private mutating func take(_ parameter: QueryParameter) {
        switch parameter.name {
        case "api-version": apiVersion = parameter.value
        case "model", "deployment": model = parameter.value
        case "agent-name", "agent-id", "agent_id": agentName = parameter.value
        case "agent-project-name", "project_id": agentProject = parameter.value
        case "profile": profile = parameter.value
        case "features": features = parameter.value
        case let name where SecretParameter.isSecret(name): credential = Secret(parameter.value)
        default: others.append(parameter)
        }
    }

    /// The dialect the client speaks: the path decides; nil for a path that is none of the service's, or a version that is no date.
    package var dialect: Dialect? {
        var path = self.path[...]
        while path.hasSuffix("/") { path = path.dropLast() }
        if path.hasSuffix("/voice-live/realtime") {
            guard let apiVersion else { return .standard }
            return APIVersion(apiVersion).map { .voiceLive($0) }
        }
        guard path.hasSuffix("/realtime") else { return nil }
        return isBeta ? .openAIBeta : .openAIGA
    }
}

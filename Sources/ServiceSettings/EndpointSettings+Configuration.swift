package import Configuration
import Conversation
package import VoiceLiveClient
import VoiceLiveProtocol
import WebSocket

extension EndpointSettings {
    /// One `[[endpoint]]`, or what is wrong with it that the configuration's own checks cannot know.
    package init(
        _ section: EndpointSection, link: LinkSection, transcription: TranscriptionSection,
        tools: ToolsSection = ToolsSection(), credentials: Credentials
    )
        throws(EndpointFault)
    {
        guard let dialect = Dialect(name: section.dialect.rawValue, version: section.apiVersion) else {
            throw .dialect(section.name)
        }
        var service = ServiceEndpoint(url: section.url, dialect: dialect, model: section.model.nonEmpty)
        if service.model == nil, section.agent.isEmpty { service.model = "local" }
        if !section.agent.isEmpty {
            service.agent = AgentSelection(
                name: section.agent, project: section.agentProject, version: section.agentVersion.nonEmpty)
        }
        service.profile = section.profile.nonEmpty
        service.query = section.query.sorted { $0.key < $1.key }.map { QueryParameter(name: $0.key, value: $0.value) }
        self.init(name: EndpointName(section.name), service: service)
        credential = try credentials.source(for: section)
        if section.isPlaceholder { throw .placeholder(endpoint: section.name) }
        if !section.caFile.isEmpty { trust = .file(section.caFile) }
        pins = section.pins.compactMap(Self.pin)
        proxy = ProxyEndpoint(section, link: link, login: try credentials.proxyLogin(for: section))
        headers = section.headers.sorted { $0.key < $1.key }.map { HTTPField($0.key, $0.value) }
        session = Self.members(section.session)
        uplink.format = VoiceLiveProtocol.AudioFormat(rawValue: section.uplinkFormat.rawValue)
        if let rate = section.uplinkRate { uplink.rate = rate }
        uplink.frame = section.uplinkFrame
        uplink.mode = section.uplinkMode == .stereo ? .rawWithReference : .processed
        downlink = VoiceLiveProtocol.AudioFormat(rawValue: section.downlinkFormat.rawValue)
        features.subtract(section.lacks.reduce(into: FeatureSet()) { $0.formUnion(Self.features($1)) })
        if transcription.enabled { self.transcription = TranscriptionModel(rawValue: transcription.model) }
        deadlines.connect = link.connectTimeout
        (deadlines.ping, deadlines.pong) = (link.pingInterval, link.pongTimeout)
        if section.url.hasPrefix("ws+unix:") {
            // It costs nothing there, and a program that hangs takes connections as before.
            deadlines.ping = min(deadlines.ping, Self.socketPatience)
            deadlines.pong = min(deadlines.pong, Self.socketPatience)
        }
        longestMessage = link.maxMessage.bytes
        mcpServers = tools.servers.map { MCPServerSettings($0, credentials: credentials) }
    }

    private static let socketPatience = Duration.seconds(1)

    private static func members(_ table: [String: FreeValue]) -> JSONObject {
        let text = FreeValue.table(table).json.text()
        guard case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else { return JSONObject() }
        return members
    }

    private static func pin(_ text: String) -> [UInt8]? { VoiceLiveProtocol.Base64.bytes(of: text) }

    private static func features(_ lack: EndpointSection.Feature) -> FeatureSet {
        switch lack {
        case .semanticTurns: [.azureSemanticTurnDetection, .semanticTurnDetection]
        case .transcription: .azureTranscription
        case .tools: .functionTools
        case .mcp: .mcp
        case .timestamps: .wordTimestamps
        case .animation: [.visemes, .blendshapes]
        case .avatar: .avatar
        case .truncation: .autoTruncate
        case .images: .imageInput
        case .interimResponse: .interimResponse
        case .noiseReduction: .azureNoiseReduction
        }
    }
}

/// Why an endpoint cannot be used.
package enum EndpointFault: Error, Equatable {
    case dialect(String)
    case credentialMissing(endpoint: String, name: String)
    /// It is there, and not only the daemon can read it.
    case credentialUnsafe(endpoint: String, CredentialError)
    case placeholder(endpoint: String)
}

extension EndpointFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .dialect(let name): "endpoint \"\(name)\": its dialect or api_version is unknown"
        case .credentialUnsafe(let endpoint, let fault): "endpoint \"\(endpoint)\": \(fault)"
        case .credentialMissing(let endpoint, let name):
            "endpoint \"\(endpoint)\": there is no credential \"\(name)\": run voicelivectl credential set"
        case .placeholder(let endpoint):
            "endpoint \"\(endpoint)\": its key is stored, its url is not written: put your resource's into "
                + "/etc/voicelived/voicelived.toml; see /usr/share/doc/voicelived/examples"
        }
    }
}

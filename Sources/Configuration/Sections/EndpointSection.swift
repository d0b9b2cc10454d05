/// One service that can hold the conversation. They are tried in the order of the file.
package struct EndpointSection: SettingSection {
    package enum Dialect: String, Choice {
        case voiceLive = "voice-live"
        case openAI = "openai"
        case openAIBeta = "openai-beta"
    }
    package enum Authentication: String, Choice {
        case apiKey = "api-key"
        case bearer
        case none
    }
    package enum UplinkFormat: String, Choice {
        case pcm16
        case g711MuLaw = "g711_ulaw"
        case g711ALaw = "g711_alaw"
    }
    package enum UplinkMode: String, Choice {
        /// One channel through the signal path.
        case processed
        /// Raw microphone and loudspeaker reference: the service cancels the echo.
        case stereo
    }
    package enum DownlinkFormat: String, Choice {
        case pcm16
        case pcm16At16kHz = "pcm16_16000hz"
        case pcm16At8kHz = "pcm16_8000hz"
        case g711MuLaw = "g711_ulaw"
        case g711ALaw = "g711_alaw"
    }
    /// What an endpoint may lack.
    package enum Feature: String, Choice {
        case semanticTurns = "semantic_turns"
        case transcription, tools, mcp, timestamps, animation, avatar, truncation, images
        case interimResponse = "interim_response"
        case noiseReduction = "noise_reduction"
    }

    package var name = ""
    package var url = ""
    package var dialect = Dialect.voiceLive
    package var apiVersion = "2026-07-15"
    package var model = ""
    package var agent = ""
    package var agentProject = ""
    package var agentVersion = ""
    package var profile = ""
    package var authentication = Authentication.apiKey
    package var credential = ""
    package var credentialFile = ""
    package var credentialCommand: [String] = []
    package var optional = false
    package var caFile = ""
    package var pins: [String] = []
    package var proxy = ""
    package var lacks: [Feature] = []
    package var uplinkFormat = UplinkFormat.pcm16
    package var uplinkRate: Int?
    package var uplinkMode = UplinkMode.processed
    package var uplinkFrame = Duration.milliseconds(20)
    package var downlinkFormat = DownlinkFormat.pcm16
    package var headers: [String: String] = [:]
    package var query: [String: String] = [:]
    package var session: [String: FreeValue] = [:]

    package init() {}

    package static let path = "endpoint"
    package static let about =
        "A Voice Live service, or one that speaks its protocol. Several are tried in order. When none is written, the "
        + "one on this machine is used: name = \"local\", url = \"ws+unix:/run/voicelived/local.sock\"."

    /// The address, taken apart; nil before validation.
    package var address: ServiceURL? { ServiceURL(url) }

    /// An optional endpoint whose address nobody wrote yet: names that end so are nobody's.
    package var isPlaceholder: Bool { optional && address?.host.hasSuffix(".invalid") == true }

    /// Sample rate of what is sent.
    package var effectiveUplinkRate: Int {
        if let uplinkRate { return uplinkRate }
        if uplinkFormat != .pcm16 { return 8000 }
        return dialect == .voiceLive ? 16000 : 24000
    }

    /// voicelive-local on this machine: what is used when no endpoint is written.
    package static let onThisMachine: EndpointSection = {
        var endpoint = EndpointSection()
        endpoint.name = "local"
        endpoint.url = "ws+unix:/run/voicelived/local.sock"
        endpoint.authentication = .none
        return endpoint
    }()
}

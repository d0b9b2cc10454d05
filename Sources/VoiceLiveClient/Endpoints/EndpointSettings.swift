package import Conversation
package import VoiceLiveProtocol
package import WebSocket

/// One service that can be called, as an admin configured it.
package struct EndpointSettings: Sendable {
    package var name: EndpointName
    /// Where it is and what it is asked for.
    package var service: ServiceEndpoint
    package var credential = CredentialSource.none
    package var trust = TLSTrust.system
    /// SHA-256 of public keys, one of which the server must show.
    package var pins: [[UInt8]] = []
    package var proxy: ProxyEndpoint?
    /// Further headers of the request; no secrets.
    package var headers: [HTTPField] = []
    package var uplink = UplinkFormat()
    /// What the service may send: `pcm16` is 24 kHz.
    package var downlink = AudioFormat.pcm16
    /// What the peer can do. Fields that it cannot take are left out.
    package var features: FeatureSet
    package var transcription: TranscriptionModel?
    /// Members of the session as they go on the wire. They win over everything else.
    package var session = JSONObject()
    /// Servers that the service may call, if it can.
    package var mcpServers: [MCPServerSettings] = []
    /// The same as a connection tells of them, with what they are to be shown.
    var mcpTools: [MCPTool] = []
    package var deadlines = ServiceDeadlines()
    /// Bytes of the largest message taken.
    package var longestMessage = 16 << 20

    package init(name: EndpointName, service: ServiceEndpoint) {
        self.name = name
        self.service = service
        features = service.dialect.features
    }

    package var dialect: Dialect { service.dialect }

    /// Samples a second that leave the box. Only Voice Live lets a client choose.
    var uplinkRate: Int {
        uplink.format == .pcm16 && dialect.isVoiceLive ? uplink.rate : uplink.format.sampleRate
    }

    /// G.711 has one channel.
    var sendsReference: Bool { uplink.mode == .rawWithReference && uplink.format.bytesPerSample == 2 }
}

/// How the microphone goes to the service.
package struct UplinkFormat: Sendable, Equatable {
    package var format = AudioFormat.pcm16
    /// Samples a second; G.711 is always 8000.
    package var rate = 16_000
    package var mode = Mode.processed
    /// Sound in one message; packets are joined or cut to it.
    package var frame = Duration.milliseconds(20)

    package enum Mode: String, Sendable, CaseIterable {
        /// One channel, after echo and noise.
        case processed
        /// Two channels, microphone and loudspeaker: the service cancels the echo itself. Needs `pcm16`.
        case rawWithReference
    }

    package init() {}
}

/// How long each stage of opening may take.
package struct ServiceDeadlines: Sendable, Equatable {
    package var connect = Duration.seconds(10)
    package var handshake = Duration.seconds(10)
    /// From the upgrade to the service's agreement to the session.
    package var agreement = Duration.seconds(10)
    package var ping = Duration.seconds(20)
    /// From a ping to its pong.
    package var pong = Duration.seconds(10)

    package init() {}
}

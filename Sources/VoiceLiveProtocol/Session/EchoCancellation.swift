/// The service's own echo cancellation. Leave it out where echo is cancelled locally.
package struct EchoCancellation: WireObject {
    package var type: String = "server_echo_cancellation"
    package var referenceSource: EchoReference?
    /// 2 means interleaved microphone and loudspeaker; the reference must then be `client` and the format `pcm16`.
    package var channels: Int?
    package var extra = JSONObject()

    package init() {}

    package init(
        type: String = "server_echo_cancellation", referenceSource: EchoReference? = nil, channels: Int? = nil
    ) {
        self.type = type
        self.referenceSource = referenceSource
        self.channels = channels
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(lenient: "type", &type)
        try fields.map(.voiceLive("reference_source", since: .v2026June), &referenceSource)
        try fields.map(.voiceLive("channels", since: .v2026June), &channels)
    }
}

extension EchoCancellation {
    /// The service plays both parts: it knows what it sent.
    package static let server = EchoCancellation(referenceSource: .server, channels: 1)
    /// The client sends microphone and loudspeaker as two channels.
    package static let twoChannels = EchoCancellation(referenceSource: .client, channels: 2)

    /// What the service would refuse; nil for a pair it takes.
    package func fault(inputFormat: AudioFormat?) -> String? {
        switch (referenceSource ?? .server, channels ?? 1) {
        case (.server, 1): nil
        case (.client, 2): (inputFormat ?? .pcm16) == .pcm16 ? nil : "a client reference needs the input format pcm16"
        default: "the reference is either `server` with 1 channel or `client` with 2"
        }
    }

    package func exists(in dialect: Dialect) -> Bool { dialect.isVoiceLive }
}

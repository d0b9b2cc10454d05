/// How sound is written on the wire. Voice Live's own socket knows no other codec.
package struct AudioFormat: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Signed 16-bit samples, little end first; 24 kHz unless the session says otherwise.
    package static let pcm16 = AudioFormat(rawValue: "pcm16")
    package static let pcm16At16kHz = AudioFormat(rawValue: "pcm16_16000hz")
    package static let pcm16At8kHz = AudioFormat(rawValue: "pcm16_8000hz")
    package static let muLaw = AudioFormat(rawValue: "g711_ulaw")
    package static let aLaw = AudioFormat(rawValue: "g711_alaw")
}

extension AudioFormat {
    /// Samples a second when no sibling field says otherwise.
    package var sampleRate: Int {
        switch self {
        case .pcm16At16kHz: 16000
        case .pcm16At8kHz, .muLaw, .aLaw: 8000
        default: 24000
        }
    }

    package var bytesPerSample: Int {
        self == .muLaw || self == .aLaw ? 1 : 2
    }

    package func exists(in dialect: Dialect) -> Bool {
        dialect.isVoiceLive || self == .pcm16 || self == .muLaw || self == .aLaw
    }
}

/// The object by which OpenAI's GA shape names a format.
struct AudioFormatObject: WireObject {
    var type = "audio/pcm"
    var rate: Int?
    var extra = JSONObject()

    init() {}

    /// Nil for a format that the GA shape cannot name.
    init?(_ format: AudioFormat, rate: Int?) {
        switch format {
        case .pcm16 where rate == nil || rate == 24000: (type, self.rate) = ("audio/pcm", 24000)
        case .muLaw: type = "audio/pcmu"
        case .aLaw: type = "audio/pcma"
        default: return nil
        }
    }

    var format: AudioFormat {
        switch type {
        case "audio/pcm": .pcm16
        case "audio/pcmu": .muLaw
        case "audio/pcma": .aLaw
        default: AudioFormat(rawValue: type)
        }
    }

    mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &type)
        try fields.map("rate", &rate)
    }
}

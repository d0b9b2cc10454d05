/// Which of the three ways of speaking a peer understands. Chosen by configuration, never guessed.
package enum Dialect: Hashable, Sendable {
    /// Azure Voice Live in one of its dated versions.
    case voiceLive(APIVersion)
    /// OpenAI's realtime interface before general availability.
    case openAIBeta
    /// OpenAI's realtime interface, also Azure OpenAI's `/openai/v1`.
    case openAIGA

    package static let standard = Dialect.voiceLive(.standard)

    /// The name the configuration uses.
    package var name: String {
        switch self {
        case .voiceLive: "voice-live"
        case .openAIBeta: "openai-beta"
        case .openAIGA: "openai"
        }
    }

    /// Reads the configuration's words; nil for a name or version that is none.
    package init?(name: String, version: String? = nil) {
        switch name {
        case "voice-live":
            guard let version = version.map(APIVersion.init) ?? .standard else { return nil }
            self = .voiceLive(version)
        case "openai-beta": self = .openAIBeta
        case "openai": self = .openAIGA
        default: return nil
        }
    }

    package var isVoiceLive: Bool {
        if case .voiceLive = self { true } else { false }
    }
}

extension Dialect: CustomStringConvertible {
    package var description: String {
        if case .voiceLive(let version) = self { "\(name) \(version)" } else { name }
    }
}

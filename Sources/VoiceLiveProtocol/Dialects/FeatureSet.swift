/// What a peer can do. The conversation asks this, never the name of a service.
package struct FeatureSet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    private init(bit: Int) {
        rawValue = 1 << bit
    }

    /// A time for each spoken word.
    package static let wordTimestamps = FeatureSet(bit: 0)
    package static let visemes = FeatureSet(bit: 1)
    package static let blendshapes = FeatureSet(bit: 2)
    package static let azureVoices = FeatureSet(bit: 3)
    package static let serverTurnDetection = FeatureSet(bit: 4)
    package static let azureSemanticTurnDetection = FeatureSet(bit: 5)
    /// OpenAI's kind. On Voice Live with OpenAI's realtime models only.
    package static let semanticTurnDetection = FeatureSet(bit: 6)
    package static let endOfUtterance = FeatureSet(bit: 7)
    /// The service can cut an interrupted answer itself.
    package static let autoTruncate = FeatureSet(bit: 8)
    package static let azureNoiseReduction = FeatureSet(bit: 9)
    package static let serverEchoCancellation = FeatureSet(bit: 10)
    /// Microphone and loudspeaker as two channels.
    package static let clientEchoReference = FeatureSet(bit: 11)
    package static let interimResponse = FeatureSet(bit: 12)
    /// A greeting spoken word by word.
    package static let preGeneratedMessage = FeatureSet(bit: 13)
    package static let avatar = FeatureSet(bit: 14)
    /// The avatar's picture by this socket.
    package static let avatarVideo = FeatureSet(bit: 15)
    package static let functionTools = FeatureSet(bit: 16)
    package static let mcp = FeatureSet(bit: 17)
    package static let parallelToolCalls = FeatureSet(bit: 18)
    package static let imageInput = FeatureSet(bit: 19)
    package static let textInputStreaming = FeatureSet(bit: 20)
    package static let phraseTimestamps = FeatureSet(bit: 21)
    /// Phrase lists and custom speech models.
    package static let azureTranscription = FeatureSet(bit: 22)
    package static let inputSampleRates = FeatureSet(bit: 23)
    package static let outputSampleRates = FeatureSet(bit: 24)
    package static let reasoningEffort = FeatureSet(bit: 25)
    /// `response.create` may cancel the response before it.
    package static let cancelPrevious = FeatureSet(bit: 26)
    package static let additionalInstructions = FeatureSet(bit: 27)
    /// The service tells when nobody spoke for a while.
    package static let idleTimeout = FeatureSet(bit: 28)
    package static let agents = FeatureSet(bit: 29)
    package static let bringYourOwnModel = FeatureSet(bit: 30)
    package static let metadata = FeatureSet(bit: 31)
    package static let temperature = FeatureSet(bit: 32)
}

extension Dialect {
    /// What a peer that speaks this dialect can do, if its model and region can.
    package var features: FeatureSet {
        switch self {
        case .voiceLive(let version): Self.voiceLiveFeatures(version)
        case .openAIBeta: [.serverTurnDetection, .semanticTurnDetection, .functionTools, .temperature]
        case .openAIGA:
            [
                .serverTurnDetection, .semanticTurnDetection, .functionTools, .mcp, .imageInput, .idleTimeout,
                .reasoningEffort, .parallelToolCalls,
            ]
        }
    }

    private static func voiceLiveFeatures(_ version: APIVersion) -> FeatureSet {
        featuresByVersion.reduce(into: FeatureSet()) { all, step in
            if version >= step.since { all.formUnion(step.features) }
        }
    }

    /// What each dated version added.
    private static let featuresByVersion: [(since: APIVersion, features: FeatureSet)] = [
        (
            .v2025May,
            [
                .wordTimestamps, .visemes, .blendshapes, .azureVoices, .serverTurnDetection,
                .azureSemanticTurnDetection, .semanticTurnDetection, .autoTruncate, .azureNoiseReduction,
                .serverEchoCancellation, .avatar, .azureTranscription, .inputSampleRates, .cancelPrevious,
                .additionalInstructions, .agents, .bringYourOwnModel, .temperature,
            ]
        ),
        (.v2025October, [.functionTools, .endOfUtterance]),
        (
            .v2026January,
            [.mcp, .imageInput, .preGeneratedMessage, .interimResponse, .reasoningEffort, .outputSampleRates]
        ),
        (.v2026April, [.phraseTimestamps, .avatarVideo, .metadata]),
        (.v2026June, [.textInputStreaming, .parallelToolCalls, .clientEchoReference]),
    ]
}

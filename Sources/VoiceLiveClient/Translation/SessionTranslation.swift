import Conversation
import VoiceLiveProtocol

/// Says a conversation's plan in the service's words. Pure. Every value that matters is sent: services' defaults differ
/// from one message to the next.
struct SessionTranslation {
    let endpoint: EndpointSettings

    func session(for plan: SessionPlan) -> Session {
        var session = Session()
        session.modalities = modalities(plan)
        if !plan.instructions.isEmpty { session.instructions = WireText(plan.instructions) }
        session.voice = plan.voice.map(voice)
        session.inputAudioFormat = endpoint.uplink.format
        session.inputAudioSamplingRate = endpoint.uplink.format == .pcm16 ? endpoint.uplinkRate : nil
        session.outputAudioFormat = .value(endpoint.downlink)
        session.turnDetection = turnDetection(plan.turnDetection)
        session.transcription = transcription(plan)
        session.noiseReduction = .null
        session.echoCancellation = endpoint.sendsReference ? .value(.twoChannels) : .null
        if plan.wantsWords, endpoint.features.contains(.wordTimestamps) { session.timestampTypes = .value([.word]) }
        let face = face(plan)
        if !face.isEmpty { session.animation = .value(Animation(outputs: face)) }
        session.tools = plan.tools.map(tool)
        if !plan.tools.isEmpty { session.toolChoice = .auto }
        addExtra(plan.extra, to: &session)
        return session
    }

    func session(for change: SessionChange) -> Session {
        var session = Session()
        session.instructions = change.instructions.map { WireText($0) }
        session.voice = change.voice.map(voice)
        if let plan = change.turnDetection { session.turnDetection = turnDetection(plan) }
        session.tools = change.tools?.map(tool)
        return session
    }

    /// What moves a face.
    private func face(_ plan: SessionPlan) -> [AnimationOutput] {
        (plan.wantsVisemes && endpoint.features.contains(.visemes) ? [.viseme] : [])
            + (plan.wantsBlendShapes && endpoint.features.contains(.blendshapes) ? [.blendshapes] : [])
    }

    private func modalities(_ plan: SessionPlan) -> [Modality] {
        if plan.textOnly { return [.text] }
        return face(plan).isEmpty ? [.text, .audio] : [.text, .audio, .animation]
    }

    /// Names of Azure voices begin with a locale: "en-US-AvaNeural". Anything else is an OpenAI voice.
    func voice(_ name: String) -> Voice {
        let parts = name.split(separator: "-")
        let isAzure = parts.count >= 3 && parts[0].count <= 3 && parts[1].count <= 4
        return isAzure && endpoint.features.contains(.azureVoices) ? .azureStandard(name) : .openAI(name)
    }

    private func turnDetection(_ plan: TurnDetectionPlan) -> Clearable<TurnDetection> {
        guard let kind = kind(plan.kind) else { return .null }
        var detection = TurnDetection(kind: kind)
        detection.threshold = plan.threshold
        detection.prefixPaddingMilliseconds = plan.prefixPadding.wholeMilliseconds
        detection.silenceDurationMilliseconds = plan.silence.wholeMilliseconds
        detection.createResponse = plan.createsResponse
        detection.interruptResponse = plan.interruptsResponse
        if endpoint.features.contains(.autoTruncate) { detection.autoTruncate = plan.autoTruncates }
        if let patience = plan.endOfUtteranceTimeout, endpoint.features.contains(.endOfUtterance) {
            detection.endOfUtterance = .value(
                EndOfUtterance(model: .semantic, timeoutMilliseconds: patience.wholeMilliseconds))
        }
        return .value(detection)
    }

    private func kind(_ kind: DomainTurnDetectionKind) -> WireTurnDetectionKind? {
        switch kind {
        case .none: nil
        case .energy: .server
        case .semantic:
            if endpoint.features.contains(.azureSemanticTurnDetection) {
                .azureSemantic
            } else if endpoint.features.contains(.semanticTurnDetection) {
                .semantic
            } else {
                .server
            }
        }
    }

    private func transcription(_ plan: SessionPlan) -> Clearable<InputTranscription> {
        let usual: TranscriptionModel = endpoint.features.contains(.azureTranscription) ? .azureSpeech : .gpt4oMini
        let takesPhrases = endpoint.features.contains(.azureTranscription) && !plan.phrases.isEmpty
        return .value(
            InputTranscription(
                model: endpoint.transcription ?? usual,
                language: plan.languages.isEmpty ? nil : plan.languages.prefix(10).joined(separator: ","),
                phraseList: takesPhrases ? Array(plan.phrases.prefix(499)) : nil))
    }

    private func tool(_ description: ToolDescription) -> Tool {
        let schema = try? JSONValue(parsing: Array(description.parameters.utf8))
        return .function(
            FunctionTool(name: description.name.text, description: description.description, parameters: schema))
    }

    /// Keys that an admin wrote and we do not know go to the service as they are.
    private func addExtra(_ text: String?, to session: inout Session) {
        guard let text, case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else { return }
        session.extra.merge(members)
    }
}

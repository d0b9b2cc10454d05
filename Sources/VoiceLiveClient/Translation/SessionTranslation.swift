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
        session.temperature = plan.thinking.temperature
        session.maxOutputTokens = plan.thinking.longestAnswer.map { .tokens($0) }
        session.reasoningEffort = plan.thinking.effort.map { ReasoningEffort(rawValue: $0) }
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
        let tools = tools(plan.tools)
        session.tools = tools
        if !tools.isEmpty { session.toolChoice = .auto }
        addExtra(plan.extra, to: &session)
        session.extra.merge(endpoint.session)
        return session
    }

    func session(for change: SessionChange) -> Session {
        var session = Session()
        session.instructions = change.instructions.map { WireText($0) }
        session.voice = change.voice.map(voice)
        if let plan = change.turnDetection { session.turnDetection = turnDetection(plan) }
        session.tools = change.tools.map(tools)
        keepWhatTheAdminWrote(&session)
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

    /// What a change says anew must not undo the admin's own members.
    private func keepWhatTheAdminWrote(_ session: inout Session) {
        let said = [
            "instructions": session.instructions != nil, "voice": session.voice != nil,
            "turn_detection": session.turnDetection != .absent, "tools": session.tools != nil,
        ]
        for member in endpoint.session.members where said[member.name] == true {
            session.extra[member.name] = member.value
        }
    }

    private func turnDetection(_ plan: TurnDetectionPlan) -> Clearable<TurnDetection> {
        guard let kind = kind(plan.kind) else { return .null }
        var detection = TurnDetection(kind: kind)
        detection.threshold = plan.threshold
        detection.prefixPaddingMilliseconds = plan.prefixPadding.wholeMilliseconds
        detection.silenceDurationMilliseconds = plan.silence.wholeMilliseconds
        detection.speechDurationMilliseconds = plan.speech.wholeMilliseconds
        detection.removeFillerWords = plan.removesFillers
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
        guard plan.wantsTranscripts else { return .null }
        let usual: TranscriptionModel = endpoint.features.contains(.azureTranscription) ? .azureSpeech : .gpt4oMini
        let takesPhrases = endpoint.features.contains(.azureTranscription) && !plan.phrases.isEmpty
        let model = endpoint.transcription ?? usual
        return .value(
            InputTranscription(
                model: model,
                language: plan.languages.isEmpty ? nil : plan.languages.prefix(10).joined(separator: ","),
                // Azure's recogniser takes no prompt, and OpenAI's no models of one's own.
                prompt: model == .azureSpeech ? nil : plan.transcriptionPrompt,
                customSpeech: model == .azureSpeech && !plan.ownRecognisers.isEmpty ? plan.ownRecognisers : nil,
                phraseList: takesPhrases ? Array(plan.phrases.prefix(499)) : nil))
    }

    /// Those of our clients, and those that the service calls itself.
    private func tools(_ descriptions: [ToolDescription]) -> [Tool] {
        descriptions.map(tool) + endpoint.mcpTools.map(Tool.mcp)
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

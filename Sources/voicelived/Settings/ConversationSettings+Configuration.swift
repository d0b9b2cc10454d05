import Configuration
import ControlProtocol
import Conversation

extension ConversationSettings {
    /// What the admin wrote, and what the client asked for on top.
    /// - Parameter instructions: what the admin wrote in the configuration, or in the file it names.
    init(
        _ configuration: Settings, instructions: String, start: SessionStart.Params,
        endpoints usable: [EndpointSection]
    ) {
        self.init()
        let section = configuration.conversation
        plan.instructions = instructions
        plan.voice = VoicePlan(configuration.voice)
        plan.thinking = ThinkingPlan(section)
        plan.languages =
            configuration.transcription.languages.isEmpty
            ? [section.language].compactMap(\.nonEmpty) : configuration.transcription.languages
        plan.phrases = configuration.transcription.phrases
        plan.wantsTranscripts = configuration.transcription.enabled
        plan.ownRecognisers = configuration.transcription.customSpeech
        plan.transcriptionPrompt = configuration.transcription.prompt.nonEmpty
        plan.wantsWords = configuration.voice.wordTimes
        plan.wantsVisemes = configuration.voice.visemes
        plan.wantsBlendShapes = configuration.voice.blendShapes
        plan.extra = start.overrides.map { String(decoding: JSONWriter.bytes(of: .object($0)), as: UTF8.self) }
        plan.turnDetection.threshold = configuration.turn.threshold
        plan.turnDetection.prefixPadding = configuration.turn.prefix
        plan.turnDetection.speech = configuration.turn.speech
        plan.turnDetection.removesFillers = configuration.turn.removeFillers
        plan.turnDetection.autoTruncates = configuration.turn.autoTruncate
        endpoints = usable.map {
            Endpoint(name: EndpointName($0.name), prices: PriceList(configuration.budget, $0.model))
        }
        turns.mode = Self.mode(start.mode, configuration.turn.detection)
        turns.patience = Self.patience(configuration.turn)
        turns.asksForEndOfUtterance = configuration.turn.endOfUtterance
        turns.responseTimeout = configuration.turn.responseTimeout
        interruption = InterruptionSettings(configuration.bargeIn)
        uplink.isGated = configuration.speech.gateUplink
        uplink.preroll = configuration.speech.preRoll
        uplink.trailing = configuration.speech.trailing
        uplink.retained = configuration.link.gapBuffer
        playout.longestStretch = section.longestStretch
        tools.longestOutput = configuration.tools.maxResult.bytes
        tools.mostOpenCalls = configuration.tools.maxParallel
        tools.approvalTimeout = configuration.tools.approvalTimeout
        tools.approval = ApprovalPolicy(configuration.tools.mcpApproval)
        tools.filler.after = configuration.tools.fillerAfter.nonZero
        tools.filler.words = configuration.tools.filler.nonEmpty.map { PrivateText($0) }
        continuity = ContinuitySettings(configuration)
        idle.timeout =
            start.idleTimeoutMilliseconds.map { .milliseconds($0) }
            ?? configuration.session.idleTimeout.nonZero
        idle.warning = configuration.session.idleWarning
        longest = configuration.session.maxDuration.nonZero
        transcript.patience = configuration.transcription.wait
        budget.perSession = Cost(units: configuration.budget.perSession)
        budget.perDay = Cost(units: configuration.budget.perDay)
        budget.tokensPerSession =
            configuration.budget.tokensPerSession > 0 ? configuration.budget.tokensPerSession : nil
        budget.warnAt = configuration.budget.warnAt
        budget.farewell = configuration.budget.closingWords.nonEmpty.map { PrivateText($0) }
        greeting = Self.greeting(section)
    }

    private static func mode(_ wish: SessionStart.Mode, _ detection: TurnSection.Detection) -> TurnMode {
        switch (wish, detection) {
        case (.ptt, _): .pushToTalk
        case (.text, _): .text
        case (.vad, .server), (.vad, .text), (.vad, .pushToTalk): .serverVAD
        case (.vad, .semantic): .semantic
        case (.vad, .local): .localVAD
        }
    }

    private static func patience(_ turn: TurnSection) -> Patience {
        var patience: Patience =
            switch turn.patience {
            case .quick: .quick
            case .normal: .normal
            case .patient: .patient
            case .exam: .exam
            }
        if let silence = turn.silence { patience.silence = .milliseconds(silence) }
        if let wait = turn.endOfUtteranceWait { patience.endOfUtteranceTimeout = wait }
        return patience
    }

    private static func greeting(_ section: ConversationSection) -> Greeting? {
        if let words = section.greeting.nonEmpty { return .verbatim(PrivateText(words)) }
        return section.greetingInstructions.nonEmpty.map { .instructed($0) }
    }
}

extension InterruptionSettings {
    init(_ section: BargeInSection) {
        self.init()
        mode =
            switch section.mode {
            case .full: .speech
            case .stopWord: .stopWord
            case .key: .request
            case .off: .nothing
            }
        stopWords = section.stopWords
        degrades = section.degrade
        onSuspicion = section.suspicion == .duck ? .duck(decibels: -section.duck) : .pause
        sensitivity.suspectAfter = section.suspectAfter
        sensitivity.confirmAfter = section.confirmAfter
        serviceNeedsSecond = section.serviceNeedsSecond
        verdictTimeout = section.resumeAfter
    }
}

extension ContinuitySettings {
    fileprivate init(_ configuration: Settings) {
        self.init()
        let link = configuration.link
        renewalLead = link.renewBefore
        connectTimeout = link.connectTimeout
        firstWait = link.retryFirst
        longestWait = link.retryMax
        fallbackAfter = link.fallbackAfter
        onOutage = OutagePolicy(configuration.session.onLinkLost)
        longestOutage = configuration.session.linkLostLimit
        returnAfter = link.returnAfter
        historyTokens = configuration.conversation.historyTokens
        if let words = configuration.conversation.resumeInstructions.nonEmpty { resumeInstructions = words }
        fallbackNotice = configuration.conversation.fallbackNotice.nonEmpty.map { PrivateText($0) }
    }
}

extension OutagePolicy {
    fileprivate init(_ choice: SessionSection.LinkLost) {
        self =
            switch choice {
            case .retry: .retry
            case .pause: .pause
            case .end: .end
            }
    }
}

extension ApprovalPolicy {
    fileprivate init(_ choice: ToolsSection.Approval) {
        self =
            switch choice {
            case .ask: .ask
            case .allow: .allow
            case .deny: .deny
            }
    }
}

extension Duration {
    /// `nil` for 0, which means never.
    fileprivate var nonZero: Duration? { self == .zero ? nil : self }
}

extension PriceList {
    /// Prices are written per million tokens; `nil` when this model has none.
    fileprivate init?(_ budget: BudgetSection, _ model: String) {
        guard let section = budget.prices.first(where: { $0.model == model }) else { return nil }
        self.init(
            inputText: Self.cost(section.inputText), inputAudio: Self.cost(section.inputAudio),
            cachedText: Self.cost(section.cachedText), cachedAudio: Self.cost(section.cachedAudio),
            outputText: Self.cost(section.outputText), outputAudio: Self.cost(section.outputAudio),
            perMinute: section.perMinute.map { Cost(billionths: Int(($0 * 1_000_000_000).rounded())) })
    }

    private static func cost(_ perMillion: Double?) -> Cost? {
        perMillion.map { Cost(billionths: Int(($0 * 1_000_000).rounded())) }
    }
}

extension Cost {
    /// `nil` for 0, which means no cap.
    init?(units: Double) {
        guard units > 0, units < 1_000_000_000 else { return nil }
        self.init(billionths: Int(units * 1_000_000_000))
    }
}

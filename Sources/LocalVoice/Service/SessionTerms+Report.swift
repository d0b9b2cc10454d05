import VoiceLiveProtocol

extension SessionTerms {
    /// What `session.created` and `session.updated` say: only what is really so, null for what the box has not.
    func report(id: String, model: String, expiresAt: Int?) -> Session {
        var session = Session()
        session.id = id
        session.model = model
        session.modalities = modalities
        session.instructions = instructions ?? ""
        session.inputAudioFormat = ear.format
        session.inputAudioSamplingRate = ear.sampleRate
        session.outputAudioFormat = .value(outputFormat)
        session.turnDetection = Clearable(orNull: turnReport)
        session.noiseReduction = .null
        session.echoCancellation = .null
        session.transcription = .null
        session.timestampTypes = tellsWordTimes ? .value([.word]) : .null
        session.animation = .null
        session.avatar = .null
        session.tools = tools
        session.toolChoice = mayCallTools ? .auto : ToolChoice.none
        session.parallelToolCalls = callsInParallel
        session.maxOutputTokens = .unlimited
        session.include = tellsPhrases ? .value([.transcriptionPhrases]) : .null
        session.metadata = metadata
        session.expiresAt = expiresAt
        return session
    }

    private var turnReport: TurnDetection? {
        guard let turns, let detection = ear.detection else { return nil }
        var report = TurnDetection(kind: .server)
        report.threshold = detection.threshold
        report.prefixPaddingMilliseconds = turns.prefixMilliseconds
        report.silenceDurationMilliseconds = detection.silenceMilliseconds
        report.endOfUtterance = .null
        report.createResponse = turns.createsResponse
        report.interruptResponse = turns.interrupts
        report.autoTruncate = turns.truncates
        return report
    }
}

extension SpeechManner {
    /// The nearest the box has to a voice of the cloud's.
    init(_ voice: Voice, else usual: SpeechManner) {
        self = usual
        if let name = voice.name { self.voice = FliteVoice(closestTo: name) }
        if let rate = voice.style.rate.flatMap(Self.factor) { speed = min(2, max(0.5, rate)) }
        if let volume = voice.style.volume.flatMap(Self.factor) { self.volume = min(1, max(0, volume)) }
    }

    /// "1.2", "+20%", "-10%", "120%", "slow": as SSML writes them.
    private static func factor(_ text: String) -> Double? {
        let words = [
            "x-slow": 0.5, "slow": 0.75, "medium": 1, "default": 1, "fast": 1.33, "x-fast": 1.75,
            "silent": 0, "x-soft": 0.25, "soft": 0.5, "loud": 1, "x-loud": 1,
        ]
        if let factor = words[text.lowercased()] { return factor }
        guard text.hasSuffix("%") else { return Double(text) }
        guard let percent = Double(text.dropLast()), percent.isFinite else { return nil }
        return text.hasPrefix("+") || text.hasPrefix("-") ? 1 + percent / 100 : percent / 100
    }
}

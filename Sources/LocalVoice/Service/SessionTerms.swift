import VoiceLiveProtocol

/// What is in force in a session: what the client asked for, as far as the box can do it.
struct SessionTerms: Sendable {
    var modalities: [Modality] = [.audio, .text]
    var instructions: PrivateText?
    var voice = Voice.openAI(FliteVoice.slt.rawValue)
    var manner = SpeechManner()
    var ear = EarSettings()
    var outputFormat = AudioFormat.pcm16
    var turns: TurnTerms? = TurnTerms()
    var transcribes = false
    /// What the client expects to be said; heeded where sessions only transcribe.
    var phrases: [String] = []
    var tellsPhrases = false
    var tellsWordTimes = false
    var tools: [Tool] = []
    var mayCallTools = true
    var callsInParallel: Bool?
    var metadata: [String: String]?
    private let standardSilence: Int

    /// How turns are taken when the server finds them.
    struct TurnTerms: Sendable, Equatable {
        var prefixMilliseconds = 300
        var createsResponse = true
        var interrupts = true
        var truncates = false
    }

    init(silenceMilliseconds: Int, manner: SpeechManner) {
        standardSilence = silenceMilliseconds
        self.manner = manner
        voice = .openAI(manner.voice.rawValue)
        ear.detection?.silenceMilliseconds = silenceMilliseconds
    }

    var isSpoken: Bool { modalities.contains(.audio) }

    /// All of `update` or nothing of it.
    func applying(_ update: Session) throws(SessionFault) -> SessionTerms {
        var terms = self
        try terms.applyOutput(update)
        try terms.applyInput(update)
        try terms.applyTurns(update.turnDetection)
        if let tools = update.tools {
            guard tools.count <= 128 else { throw .value("session.tools", "more than 128 tools") }
            terms.tools = tools
        }
        if let choice = update.toolChoice { terms.mayCallTools = choice != .none }
        if let parallel = update.parallelToolCalls { terms.callsInParallel = parallel }
        if let instructions = update.instructions { terms.instructions = instructions }
        if let metadata = update.metadata { terms.metadata = metadata }
        return terms
    }

    private mutating func applyOutput(_ update: Session) throws(SessionFault) {
        if let wanted = update.modalities {
            let possible = wanted.filter { $0 == .audio || $0 == .text }
            guard !possible.isEmpty else { throw .value("session.modalities", "text or audio is needed") }
            modalities = possible
        }
        if let format = update.outputAudioFormat.value {
            guard SoundEncoder.canEncode(format) else {
                throw .value("session.output_audio_format", "cannot make \(format.rawValue.prefix(40))")
            }
            outputFormat = format
        }
        if let wanted = update.voice {
            manner = SpeechManner(wanted, else: manner)
            voice = wanted
        }
        if let speed = update.speed { manner.speed = min(2, max(0.5, speed)) }
        if case .absent = update.timestampTypes { return }
        tellsWordTimes = update.timestampTypes.value?.contains(.word) == true
    }

    private mutating func applyInput(_ update: Session) throws(SessionFault) {
        let format = update.inputAudioFormat ?? ear.format
        let isTelephone = format == .muLaw || format == .aLaw
        let rate =
            update.inputAudioSamplingRate ?? (isTelephone ? 8_000 : format == ear.format ? ear.sampleRate : 24_000)
        guard [.pcm16, .muLaw, .aLaw].contains(format) else {
            throw .value("session.input_audio_format", "cannot read \(format.rawValue.prefix(40))")
        }
        guard SoundDecoder.canDecode(format, sampleRate: rate) else {
            throw .value("session.input_audio_sampling_rate", "\(format.rawValue) at \(rate) samples a second")
        }
        (ear.format, ear.sampleRate) = (format, rate)
        if case .absent = update.transcription {
        } else {
            transcribes = update.transcription.value != nil
            let phrases = update.transcription.value?.phraseList ?? []
            guard phrases.count < 500, phrases.allSatisfy({ $0.utf8.count <= 256 }) else {
                throw .value(
                    "session.input_audio_transcription.phrase_list", "fewer than 500 phrases of 256 bytes at most")
            }
            self.phrases = phrases
        }
        if case .absent = update.include {
        } else {
            tellsPhrases = update.include.value?.contains(.transcriptionPhrases) == true
        }
    }

    private mutating func applyTurns(_ update: Clearable<TurnDetection>) throws(SessionFault) {
        guard let wanted = update.value else {
            if case .null = update { (turns, ear.detection) = (nil, nil) }
            return
        }
        var detection = EarSettings.Detection()
        detection.silenceMilliseconds = wanted.silenceDurationMilliseconds ?? standardSilence
        detection.threshold = wanted.threshold ?? detection.threshold
        var turns = TurnTerms()
        turns.prefixMilliseconds = wanted.prefixPaddingMilliseconds ?? turns.prefixMilliseconds
        turns.createsResponse = wanted.createResponse ?? true
        turns.interrupts = wanted.interruptResponse ?? true
        turns.truncates = wanted.autoTruncate ?? false
        guard (0...1).contains(detection.threshold) else {
            throw .value("session.turn_detection.threshold", "must lie from 0 to 1")
        }
        guard (0...5_000).contains(turns.prefixMilliseconds) else {
            throw .value("session.turn_detection.prefix_padding_ms", "must lie from 0 to 5000")
        }
        guard (0...10_000).contains(detection.silenceMilliseconds) else {
            throw .value("session.turn_detection.silence_duration_ms", "must lie from 0 to 10000")
        }
        (self.turns, ear.detection) = (turns, detection)
    }
}

/// Why something a client asked for was refused.
enum SessionFault: Error, Equatable {
    /// A field's path and what is wrong with it.
    case value(String, String)
    /// An item that the box cannot make anything of.
    case creation(String, String)
}

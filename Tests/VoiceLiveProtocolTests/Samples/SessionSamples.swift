import VoiceLiveProtocol

/// Sessions that together use every setting.
enum SessionSamples {
    static func updates() -> [Session] {
        [simple(), full(), nulls()] + voices().map(session(voice:)) + turnDetections().map(session(turnDetection:))
            + [twoChannels(), languageModelFiller(), photoAvatar()]
    }

    static func simple() -> Session {
        var session = Session()
        session.modalities = [.text, .audio]
        session.instructions = "Answer briefly."
        session.voice = .azureStandard("en-US-AvaMultilingualNeural")
        session.inputAudioFormat = .pcm16
        session.inputAudioSamplingRate = 16000
        session.outputAudioFormat = .value(.pcm16)
        session.turnDetection = .value(semanticDetection())
        session.noiseReduction = .null
        session.echoCancellation = .null
        session.transcription = .value(InputTranscription(model: .azureSpeech, language: "en-US"))
        session.tools = []
        session.toolChoice = .auto
        return session
    }

    static func full() -> Session {
        var session = simple()
        session.modalities = [.text, .audio, .animation, .avatar]
        session.noiseReduction = .value(NoiseReduction(type: .azureDeep))
        session.echoCancellation = .value(EchoCancellation())
        session.transcription = .value(
            InputTranscription(
                model: .azureSpeech, language: "en,de", customSpeech: ["en-US": "guid"], phraseList: ["Quayside"]))
        session.timestampTypes = .value([.word])
        session.animation = .value(Animation(modelName: "default", outputs: [.viseme, .blendshapes]))
        session.avatar = .value(AvatarSamples.video)
        session.tools = [ToolSamples.function, ToolSamples.mcp]
        session.toolChoice = .function("next_stop")
        session.parallelToolCalls = true
        session.temperature = 0.8
        session.maxOutputTokens = .tokens(400)
        session.reasoningEffort = .low
        session.interimResponse = .value(
            InterimResponse(
                type: .fixed, triggers: [.latency, .tool], latencyThresholdMilliseconds: 2000, texts: ["One moment."]))
        session.include = .value([.transcriptionLogprobs, .transcriptionPhrases, .fileSearchResults])
        session.metadata = ["box": "tram 4"]
        return session
    }

    /// Everything that `null` can switch off.
    static func nulls() -> Session {
        var session = Session()
        session.turnDetection = .null
        session.noiseReduction = .null
        session.echoCancellation = .null
        session.transcription = .null
        session.timestampTypes = .null
        session.animation = .null
        session.avatar = .null
        session.interimResponse = .null
        session.include = .null
        session.maxOutputTokens = .unlimited
        return session
    }

    static func openAI() -> Session {
        var session = Session()
        session.modalities = [.audio]
        session.instructions = "Answer briefly."
        session.voice = .openAI("marin")
        session.inputAudioFormat = .pcm16
        session.inputAudioSamplingRate = 24000
        session.outputAudioFormat = .value(.pcm16)
        session.turnDetection = .value(serverDetection())
        session.noiseReduction = .value(NoiseReduction(type: .farField))
        session.transcription = .value(InputTranscription(model: .gpt4oMini, language: "en", prompt: "trams"))
        session.tools = [ToolSamples.function]
        session.toolChoice = .required
        session.maxOutputTokens = .tokens(400)
        return session
    }

    static func session(voice: Voice) -> Session {
        var session = Session()
        session.voice = voice
        return session
    }

    static func session(turnDetection: TurnDetection) -> Session {
        var session = Session()
        session.turnDetection = .value(turnDetection)
        return session
    }

    private static func twoChannels() -> Session {
        var session = Session()
        session.inputAudioFormat = .pcm16
        session.echoCancellation = .value(.twoChannels)
        return session
    }

    private static func languageModelFiller() -> Session {
        var session = Session()
        session.interimResponse = .value(
            InterimResponse(type: .model, model: "gpt-4.1-mini", instructions: "Be polite.", maxCompletionTokens: 50))
        return session
    }

    private static func photoAvatar() -> Session {
        var session = Session()
        session.avatar = .value(AvatarSamples.photo)
        return session
    }
}

import VoiceLiveProtocol

extension SessionSamples {
    /// One of every kind of voice.
    static func voices() -> [Voice] {
        var style = SpeechStyle()
        style.temperature = 0.5
        style.customLexiconURL = "https://example.org/lexicon.xml"
        style.customTextNormalizationURL = "https://example.org/rules"
        style.preferLocales = ["en-GB"]
        style.locale = "en-GB"
        style.style = "cheerful"
        (style.pitch, style.rate, style.volume) = ("+5%", "1.1", "loud")
        return [
            .openAI("alloy"),
            .azureStandard("en-US-Ava:DragonHDLatestNeural", style: style),
            .azureCustom("mine", endpointID: "endpoint", style: style),
            .azurePersonal("profile", model: "DragonLatestNeural", style: style),
            .avatarSync(model: "MAI-Voice-1", style: style),
            .azureNative("ava"),
        ]
    }

    /// One of every kind of turn detection.
    static func turnDetections() -> [TurnDetection] {
        var english = semanticDetection()
        (english.kind, english.languages) = (.azureSemanticEnglish, nil)
        var multilingual = semanticDetection()
        (multilingual.kind, multilingual.languages) = (.azureSemanticMultilingual, ["en", "de"])
        return [serverDetection(), semanticDetection(), english, multilingual, openAISemanticDetection()]
    }

    static func serverDetection() -> TurnDetection {
        var detection = TurnDetection(kind: .server)
        detection.threshold = 0.5
        detection.prefixPaddingMilliseconds = 400
        detection.silenceDurationMilliseconds = 500
        detection.createResponse = true
        detection.interruptResponse = true
        return detection
    }

    static func semanticDetection() -> TurnDetection {
        var detection = serverDetection()
        detection.kind = .azureSemantic
        detection.speechDurationMilliseconds = 80
        detection.removeFillerWords = false
        detection.autoTruncate = false
        detection.endOfUtterance = .value(
            EndOfUtterance(model: .semantic, thresholdLevel: .high, timeoutMilliseconds: 800))
        return detection
    }

    static func openAISemanticDetection() -> TurnDetection {
        var detection = TurnDetection(kind: .semantic)
        detection.eagerness = .low
        detection.createResponse = true
        detection.interruptResponse = true
        return detection
    }
}

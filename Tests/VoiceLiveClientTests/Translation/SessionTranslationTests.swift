import Conversation
import Testing
import VoiceLiveProtocol

@testable import VoiceLiveClient

@Suite struct SessionTranslationTests {
    private func translation(_ dialect: Dialect = .standard, lacking: FeatureSet = []) -> SessionTranslation {
        var endpoint = EndpointSettings(
            name: "test", service: ServiceEndpoint(url: "wss://h", dialect: dialect, model: "m"))
        endpoint.features.subtract(lacking)
        return SessionTranslation(endpoint: endpoint)
    }

    @Test func everyValueOfTurnDetectionIsSent() {
        let plan = SessionPlan(
            turnDetection: TurnDetectionPlan(
                kind: .semantic, threshold: 0.4, prefixPadding: .milliseconds(200), silence: .milliseconds(600),
                endOfUtteranceTimeout: .seconds(2), createsResponse: false, interruptsResponse: false))
        let detection = translation().session(for: plan).turnDetection.value
        #expect(detection?.kind == .azureSemantic)
        #expect(detection?.threshold == 0.4 && detection?.prefixPaddingMilliseconds == 200)
        #expect(detection?.silenceDurationMilliseconds == 600 && detection?.autoTruncate == false)
        #expect(detection?.createResponse == false && detection?.interruptResponse == false)
        #expect(detection?.endOfUtterance.value?.timeoutMilliseconds == 2_000)
    }

    @Test(arguments: [
        (Dialect.standard, FeatureSet(), WireTurnDetectionKind.azureSemantic),
        (.standard, .azureSemanticTurnDetection, .server),
        (.openAIGA, FeatureSet(), .semantic), (.openAIGA, .semanticTurnDetection, .server),
    ])
    func aSemanticDetectorFallsBack(dialect: Dialect, lacking: FeatureSet, kind: WireTurnDetectionKind) {
        let plan = SessionPlan(turnDetection: TurnDetectionPlan(kind: .semantic))
        var lacking = lacking
        if dialect == .standard, !lacking.isEmpty { lacking.formUnion(.semanticTurnDetection) }
        #expect(translation(dialect, lacking: lacking).session(for: plan).turnDetection.value?.kind == kind)
    }

    @Test func noDetectionIsSaid() {
        let plan = SessionPlan(turnDetection: TurnDetectionPlan(kind: .none))
        #expect(translation().session(for: plan).turnDetection == .null)
    }

    @Test func voicesGoByTheirNames() {
        #expect(translation().voice("en-US-AvaNeural") == .azureStandard("en-US-AvaNeural"))
        #expect(translation().voice("alloy") == .openAI("alloy"))
        #expect(translation(.openAIGA).voice("en-US-AvaNeural") == .openAI("en-US-AvaNeural"))
    }

    @Test func emptyInstructionsAreLeftOut() {
        #expect(translation().session(for: SessionPlan()).instructions == nil)
        #expect(translation().session(for: SessionPlan(instructions: "Be brief.")).instructions == "Be brief.")
    }

    @Test func languagesAndPhrasesAreCapped() {
        let plan = SessionPlan(
            languages: (0..<12).map { "l\($0)" }, phrases: (0..<600).map { "p\($0)" })
        let transcription = translation().session(for: plan).transcription.value
        #expect(transcription?.language == (0..<10).map { "l\($0)" }.joined(separator: ","))
        #expect(transcription?.phraseList?.count == 499)
        #expect(translation(.openAIGA).session(for: plan).transcription.value?.phraseList == nil)
    }

    @Test func facesAndWordsOnlyWhereThereAreSome() {
        let plan = SessionPlan(wantsWords: true, wantsVisemes: true)
        let whole = translation().session(for: plan)
        #expect(whole.modalities == [.text, .audio, .animation] && whole.timestampTypes == .value([.word]))
        let bare = translation(lacking: [.visemes, .wordTimestamps]).session(for: plan)
        #expect(bare.modalities == [.text, .audio] && bare.timestampTypes.value == nil)
        #expect(translation().session(for: SessionPlan(textOnly: true)).modalities == [.text])
    }

    @Test func whatTheAdminAddedIsPassedOn() {
        let session = translation().session(for: SessionPlan(extra: #"{"future":{"x":1}}"#))
        #expect(session.extra["future"]?["x"] == 1)
        #expect(translation().session(for: SessionPlan(extra: "not json")).extra.isEmpty)
    }

    @Test func aChangeSaysOnlyWhatChanges() {
        let session = translation().session(for: SessionChange(voice: "alloy"))
        var wanted = Session()
        wanted.voice = .openAI("alloy")
        #expect(session == wanted)
    }
}

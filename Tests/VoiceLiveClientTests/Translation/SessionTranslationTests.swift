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
                speech: .milliseconds(120), removesFillers: true, endOfUtteranceTimeout: .seconds(2),
                createsResponse: false, interruptsResponse: false))
        let detection = translation().session(for: plan).turnDetection.value
        #expect(detection?.kind == .azureSemantic)
        #expect(detection?.threshold == 0.4 && detection?.prefixPaddingMilliseconds == 200)
        #expect(detection?.silenceDurationMilliseconds == 600 && detection?.autoTruncate == false)
        #expect(detection?.createResponse == false && detection?.interruptResponse == false)
        #expect(detection?.endOfUtterance.value?.timeoutMilliseconds == 2_000)
        #expect(detection?.speechDurationMilliseconds == 120 && detection?.removeFillerWords == true)
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
        #expect(translation().voice(VoicePlan("en-US-AvaNeural")) == .azureStandard("en-US-AvaNeural"))
        #expect(translation().voice(VoicePlan("alloy")) == .openAI("alloy"))
        #expect(translation(.openAIGA).voice(VoicePlan("en-US-AvaNeural")) == .openAI("en-US-AvaNeural"))
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

    @Test func aVoiceIsWhatTheAdminSaysItIs() {
        let voice = { (origin: VoicePlan.Origin) in translation().voice(VoicePlan("alloy", origin: origin)) }
        #expect(voice(.standard) == .azureStandard("alloy") && voice(.openAI) == .openAI("alloy"))
        #expect(voice(.custom(deployment: "d")) == .azureCustom("alloy", endpointID: "d"))
        #expect(voice(.personal(model: "m")) == .azurePersonal("alloy", model: "m"))
        #expect(voice(.native) == .azureNative("alloy"))
        #expect(translation(.openAIGA).voice(VoicePlan("marin", origin: .native)) == .openAI("marin"))
    }

    @Test func howItSpeaksIsAskedForInTheServicesWords() throws {
        var plan = VoicePlan("en-US-AvaNeural")
        plan.manner.temperature = 0.9
        (plan.manner.rate, plan.manner.pitch, plan.manner.style) = ("1.1", "+5%", "chat")
        (plan.manner.locale, plan.manner.lexiconURL) = ("en-GB", "https://h/l.xml")
        let json = try wire(SessionPlan(voice: plan))["voice"]
        #expect(json["temperature"] == 0.9 && json["rate"] == "1.1" && json["pitch"] == "+5%")
        #expect(json["style"] == "chat" && json["locale"] == "en-GB")
        #expect(json["custom_lexicon_url"] == "https://h/l.xml")
        #expect(try wire(SessionPlan(voice: VoicePlan("en-US-AvaNeural")))["voice"]["rate"] == .null)
    }

    @Test func howFreelyItAnswersIsSaidOnlyWhereItIsWished() throws {
        var plan = SessionPlan()
        #expect(try wire(plan)["temperature"] == .null && wire(plan)["max_response_output_tokens"] == .null)
        plan.thinking.temperature = 0.7
        plan.thinking.longestAnswer = 300
        plan.thinking.effort = "low"
        let json = try wire(plan)
        #expect(json["temperature"] == 0.7 && json["max_response_output_tokens"] == 300)
        #expect(json["reasoning_effort"] == "low")
    }

    @Test func eachRecogniserGetsTheHintsItTakes() throws {
        var plan = SessionPlan()
        plan.ownRecognisers = ["en-US": "id"]
        plan.transcriptionPrompt = "trains"
        let azure = try wire(plan)["input_audio_transcription"]
        #expect(azure["custom_speech"]["en-US"] == "id" && azure["prompt"] == .null)
        let other = try wire(plan) { $0.transcription = .gpt4o }["input_audio_transcription"]
        #expect(other["prompt"] == "trains" && other["custom_speech"] == .null)
        plan.wantsTranscripts = false
        #expect(translation().session(for: plan).transcription == .null)
    }

    /// The admin's own members stand above ours, in the first update and in each later one that names them.
    @Test func theEndpointsMembersWin() throws {
        let endpoint: (inout EndpointSettings) -> Void = { endpoint in
            endpoint.session["temperature"] = 0.9
            endpoint.session["turn_detection"] = ["idle_timeout_ms": 5_000]
        }
        var plan = SessionPlan(extra: #"{"temperature":0.6,"other":1}"#)
        plan.turnDetection.kind = .semantic
        let json = try wire(plan, endpoint)
        #expect(json["temperature"] == 0.9 && json["other"] == 1)
        #expect(json["turn_detection"]["idle_timeout_ms"] == 5_000)
        #expect(json["turn_detection"]["type"] == "azure_semantic_vad")
        var settings = EndpointSettings(name: "test", service: ServiceEndpoint(url: "wss://h", model: "m"))
        endpoint(&settings)
        let translation = SessionTranslation(endpoint: settings)
        let turns = try Self.json(translation.session(for: SessionChange(turnDetection: TurnDetectionPlan())))
        #expect(turns["turn_detection"]["idle_timeout_ms"] == 5_000 && turns["temperature"] == .null)
        let words = try Self.json(translation.session(for: SessionChange(instructions: "Be brief.")))
        #expect(words["turn_detection"] == .null && words["instructions"] == "Be brief.")
    }

    @Test func mcpServersStandBehindTheClientsTools() throws {
        let json = try wire(SessionPlan(tools: [ToolDescription(name: "lamp")])) { endpoint in
            endpoint.mcpTools = [
                MCPTool(
                    serverLabel: "depot", serverURL: "https://depot.example/mcp", authorization: "4711",
                    headers: ["X-Site": "9"], allowedTools: ["lookup"],
                    requireApproval: .byTool(always: [], never: ["lookup"]))
            ]
        }
        let tools = try #require(json["tools"].array)
        #expect(tools.map { $0["type"] } == ["function", "mcp"] && json["tool_choice"] == "auto")
        #expect(tools[1]["server_label"] == "depot" && tools[1]["server_url"] == "https://depot.example/mcp")
        #expect(tools[1]["authorization"] == "4711" && tools[1]["headers"] == ["X-Site": "9"])
        #expect(tools[1]["allowed_tools"] == ["lookup"] && tools[1]["require_approval"] == ["never": ["lookup"]])
    }

    /// A list of tools replaces the one before.
    @Test func aChangeOfToolsKeepsTheMCPServers() throws {
        var endpoint = EndpointSettings(name: "test", service: ServiceEndpoint(url: "wss://h", model: "m"))
        endpoint.mcpTools = [MCPTool(serverLabel: "depot", serverURL: "https://depot.example/mcp")]
        let translation = SessionTranslation(endpoint: endpoint)
        let json = try Self.json(translation.session(for: SessionChange(tools: [])))
        #expect(json["tools"].array?.map { $0["server_label"] } == ["depot"])
        #expect(try Self.json(translation.session(for: SessionChange(instructions: "x")))["tools"] == .null)
    }

    /// As it goes on the wire.
    private func wire(_ plan: SessionPlan, _ change: (inout EndpointSettings) -> Void = { _ in }) throws -> JSONValue {
        var endpoint = EndpointSettings(name: "test", service: ServiceEndpoint(url: "wss://h", model: "m"))
        change(&endpoint)
        return try Self.json(SessionTranslation(endpoint: endpoint).session(for: plan))
    }

    private static func json(_ session: Session) throws -> JSONValue {
        let event = ClientEvent.sessionUpdate(SessionUpdate(session: session))
        return try JSONValue(parsing: ClientMessage(event, eventID: nil).encoded(in: .standard).bytes)["session"]
    }

    @Test func aChangeSaysOnlyWhatChanges() {
        let session = translation().session(for: SessionChange(voice: VoicePlan("alloy")))
        var wanted = Session()
        wanted.voice = .openAI("alloy")
        #expect(session == wanted)
    }
}

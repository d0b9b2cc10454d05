import VoiceLiveProtocol

/// At least one full value of every server event.
enum ServerSamples {
    static let content = ContentPlace(responseID: "resp_1", itemID: "item_2", outputIndex: 0, contentIndex: 0)
    static let output = OutputPlace(responseID: "resp_1", itemID: "item_4", outputIndex: 1)

    static func all() -> [ServerMessage] {
        events().enumerated().map { ServerMessage($0.element, eventID: "event_\($0.offset)") }
    }

    /// What a server would really say in a dialect: OpenAI's clients insist on some fields that Voice Live does not have.
    static func all(for dialect: Dialect) -> [ServerMessage] {
        if dialect.isVoiceLive { return all() }
        return all().filter { !isTooShortForOpenAI($0.event) }
            + openAIOnly().map { ServerMessage($0, eventID: "event_x") }
    }

    private static func isTooShortForOpenAI(_ event: ServerEvent) -> Bool {
        switch event {
        case .transcriptionCompleted(let completed): completed.usage == nil
        case .outputAudioCleared(let buffer), .outputAudioStarted(let buffer), .outputAudioStopped(let buffer):
            buffer.responseID == nil
        case .transcriptionSessionUpdated(let update): update.session["client_secret"] == nil
        case .keyPressed: true
        default: false
        }
    }

    private static func events() -> [ServerEvent] {
        session() + input() + items() + transcription() + responses() + speech() + face() + calls() + service()
            + search() + avatar() + openAI()
    }

    private static func session() -> [ServerEvent] {
        var echo = SessionSamples.simple()
        echo.id = "sess_abc"
        echo.model = "gpt-realtime"
        echo.expiresAt = 1_784_668_573
        echo.agent = AgentReport(name: "conductor", description: "knows trams", agentID: "a", threadID: "t")
        return [
            .sessionCreated(SessionReport(session: echo)),
            .sessionUpdated(SessionReport(session: SessionSamples.full())),
            .error(
                ErrorReport(
                    error: ServiceError(
                        type: "invalid_request_error", code: .responseCancelNotActive,
                        message: "No active response to cancel.", param: "response_id", eventID: "evt_7"))),
            .warning(WarningReport(warning: ServiceWarning(message: "careful", code: "slow", param: "voice"))),
        ]
    }

    private static func input() -> [ServerEvent] {
        [
            .speechStarted(SpeechStarted(itemID: "item_1", audioStartMilliseconds: 1456)),
            .speechStopped(SpeechStopped(itemID: "item_1", audioEndMilliseconds: 4512)),
            .audioCommitted(AudioCommitted(itemID: "item_1", previousItemID: "item_0")),
            .audioCommitted(AudioCommitted(itemID: "item_1")),
            .audioCleared(NoFields()),
        ]
    }

    private static func items() -> [ServerEvent] {
        ItemSamples.fromServer().map { .itemCreated(ItemPlaced(item: $0, previousItemID: "item_0")) } + [
            .itemDone(ItemPlaced(item: .user("Hi", id: "item_1", status: .completed))),
            .itemRetrieved(ItemReport(item: .user("Hi", id: "item_1", status: .completed))),
            .itemTruncated(ItemTruncated(itemID: "item_2", contentIndex: 0, audioEndMilliseconds: 1840)),
            .itemDeleted(ItemReference(itemID: "item_2")),
        ]
    }

    private static func transcription() -> [ServerEvent] {
        let logprobs = [TokenProbability(token: "next", logprob: -0.125, bytes: [110])]
        let word = TranscribedWord(text: "next", offsetMilliseconds: 320, durationMilliseconds: 260)
        return [
            .transcriptionDelta(
                TranscriptionDelta(itemID: "item_1", contentIndex: 0, delta: "next", logprobs: logprobs)),
            .transcriptionCompleted(
                TranscriptionCompleted(
                    itemID: "item_1", transcript: "next stop please",
                    phrases: [
                        TranscribedPhrase(
                            text: "next stop please", offsetMilliseconds: 320, durationMilliseconds: 1100,
                            words: [word], locale: "en-US", confidence: 0.93)
                    ], logprobs: logprobs)),
            .transcriptionFailed(
                TranscriptionFailed(
                    itemID: "item_1", error: TranscriptionError(message: "too quiet", code: "c", type: "t"))),
        ]
    }

    private static func responses() -> [ServerEvent] {
        [
            .responseCreated(ResponseReport(response: Response(id: "resp_1", status: .inProgress, output: []))),
            .responseDone(ResponseReport(response: ResponseSamples.completed)),
            .responseDone(ResponseReport(response: ResponseSamples.cancelled)),
            .responseDone(ResponseReport(response: ResponseSamples.incomplete)),
            .responseDone(ResponseReport(response: ResponseSamples.failed)),
        ]
            + ItemSamples.fromServer().map { .outputItemAdded(OutputItem(responseID: "resp_1", item: $0)) }
            + ItemSamples.fromServer().map { .outputItemDone(OutputItem(responseID: "resp_1", item: $0)) }
    }

    private static func speech() -> [ServerEvent] {
        [
            .contentPartAdded(ContentPartReport(place: content, part: .audio(AudioPart(transcript: "")))),
            .contentPartDone(ContentPartReport(place: content, part: .text(TextPart(text: "")))),
            .textDelta(TextDelta(place: content, delta: "Har")),
            .textDone(TextDone(place: content, text: "Harbour")),
            .audioTranscriptDelta(TextDelta(place: content, delta: "Har")),
            .audioTranscriptDone(TranscriptDone(place: content, transcript: "Harbour")),
            .audioDelta(AudioDelta(place: content, audio: [0, 1, 2, 3, 4, 5])),
            .audioDone(ContentDone(place: content)),
            .annotationAdded(
                AnnotationAdded(place: content, annotationIndex: 0, annotation: ["type": "url_citation"])),
        ]
    }

    private static func face() -> [ServerEvent] {
        [
            .audioTimestampDelta(
                AudioTimestamp(
                    place: content, text: "stop", audioOffsetMilliseconds: 490, audioDurationMilliseconds: 387)),
            .audioTimestampDone(ContentDone(place: content)),
            .visemeDelta(VisemeDelta(place: content, audioOffsetMilliseconds: 455, visemeID: 20)),
            .visemeDone(ContentDone(place: content)),
            .blendshapesDelta(BlendshapesDelta(place: content, frameIndex: 0, frames: [[0.5, 1.0]])),
            .blendshapesDone(OutputDone(place: output)),
        ]
    }

    private static func calls() -> [ServerEvent] {
        [
            .functionCallArgumentsDelta(
                FunctionCallArgumentsDelta(place: output, callID: "call_1", delta: "{\"line\"")),
            .functionCallArgumentsDone(
                FunctionCallArgumentsDone(
                    place: output, callID: "call_1", name: "next_stop", arguments: "{\"line\":4}\n")),
            .mcpListToolsInProgress(ItemReference(itemID: "item_7")),
            .mcpListToolsCompleted(ItemReference(itemID: "item_7")),
            .mcpListToolsFailed(ItemReference(itemID: "item_7")),
            .mcpCallArgumentsDelta(MCPCallArgumentsDelta(place: output, delta: "{", obfuscation: "x")),
            .mcpCallArgumentsDone(MCPCallArgumentsDone(place: output, arguments: "{}")),
            .mcpCallInProgress(MCPCallProgress(itemID: "item_8", outputIndex: 1)),
            .mcpCallCompleted(MCPCallProgress(itemID: "item_8", outputIndex: 1)),
            .mcpCallFailed(MCPCallProgress(itemID: "item_8", outputIndex: 1)),
        ]
    }
}

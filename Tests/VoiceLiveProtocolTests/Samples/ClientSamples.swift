import VoiceLiveProtocol

/// At least one full value of every client event.
enum ClientSamples {
    static func all() -> [ClientMessage] {
        events().enumerated().map { ClientMessage($0.element, eventID: "evt_\($0.offset)") }
    }

    /// What a client would really say in a dialect: OpenAI's own settings among them.
    static func all(for dialect: Dialect) -> [ClientMessage] {
        dialect.isVoiceLive
            ? all() : all() + [ClientMessage(.sessionUpdate(SessionUpdate(session: SessionSamples.openAI())))]
    }

    private static func events() -> [ClientEvent] {
        buffer() + items() + responses() + rest()
    }

    private static func buffer() -> [ClientEvent] {
        SessionSamples.updates().map { .sessionUpdate(SessionUpdate(session: $0)) } + [
            .audioAppend(AudioAppend(audio: [0, 1, 2, 254, 255])),
            .audioCommit(NoFields()),
            .audioClear(NoFields()),
        ]
    }

    private static func items() -> [ClientEvent] {
        ItemSamples.fromClient().map { .itemCreate(ItemCreate(item: $0, previousItemID: "root")) } + [
            .itemCreate(ItemCreate(item: .user("What is the next stop?"))),
            .itemRetrieve(ItemReference(itemID: "item_1")),
            .itemTruncate(ItemTruncate(itemID: "item_9", contentIndex: 0, audioEndMilliseconds: 1840)),
            .itemDelete(ItemReference(itemID: "item_1")),
        ]
    }

    private static func responses() -> [ClientEvent] {
        [
            .responseCreate(ResponseCreate()),
            .responseCreate(ResponseCreate(response: fullRequest(), additionalInstructions: "Be brief.")),
            .responseCreate(
                ResponseCreate(
                    response: ResponseRequest(preGeneratedAssistantMessage: .assistant("Hello, how can I help?")))),
            .responseCancel(ResponseCancel()),
            .responseCancel(ResponseCancel(responseID: "resp_1")),
            .outputAudioClear(NoFields()),
        ]
    }

    private static func fullRequest() -> ResponseRequest {
        ResponseRequest(
            commit: true, cancelPrevious: true, appendInputItems: [.user("And one thing more")],
            inputItems: [.system("You are a tram.")], modalities: [.text, .audio], instructions: "Answer in English.",
            voice: .azureStandard("en-US-AvaNeural"), outputAudioFormat: .pcm16, tools: [ToolSamples.function],
            toolChoice: .auto, temperature: 0.8, maxOutputTokens: .tokens(400), metadata: ["turn": "17"],
            reasoningEffort: .low, interimResponse: InterimResponse(type: .fixed, texts: ["One moment."]),
            invokeInput: ["question": "why"])
    }

    private static func rest() -> [ClientEvent] {
        [
            .avatarConnect(AvatarConnect(clientSDP: "e30=")),
            .inputTextDelta(InputTextDelta(id: "item_1", delta: "Wh", contentIndex: 0)),
            .inputTextDone(InputTextDone(id: "item_1", contentIndex: 0)),
            .audioTurnStart(AudioTurn(turnID: "turn_1")),
            .audioTurnAppend(AudioTurnAppend(turnID: "turn_1", audio: [7, 8, 9])),
            .audioTurnEnd(AudioTurn(turnID: "turn_1")),
            .audioTurnCancel(AudioTurn(turnID: "turn_1")),
            .audioTurnClear(NoFields()),
            .mcpApprovalResponse(NoFields()),
            .transcriptionSessionUpdate(
                TranscriptionSessionUpdate(session: ["input_audio_format": "pcm16"])),
            .callCreate(CallCreate(sdpOffer: "v=0", session: Session())),
        ]
    }
}

import VoiceLiveProtocol

extension ServerSamples {
    static func search() -> [ServerEvent] {
        let progress = SearchProgress(place: output, sequenceNumber: 3)
        return [
            .webSearchInProgress(progress), .webSearchSearching(progress), .webSearchCompleted(progress),
            .fileSearchInProgress(progress), .fileSearchSearching(progress), .fileSearchCompleted(progress),
        ]
    }

    static func service() -> [ServerEvent] {
        let progress = MCPCallProgress(itemID: "item_8", outputIndex: 1)
        return [
            .invocationDelta(InvocationDelta(delta: ["kind": "step"])),
            .callCreated(NoFields()),
            .callError(NoFields()),
            .foundryAgentCallArgumentsDelta(FunctionCallArgumentsDelta(place: output, callID: "call_2", delta: "{")),
            .foundryAgentCallArgumentsDone(
                FunctionCallArgumentsDone(place: output, callID: "call_2", name: "agent", arguments: "{}")),
            .foundryAgentCallInProgress(progress), .foundryAgentCallCompleted(progress),
            .foundryAgentCallFailed(progress),
        ]
    }

    static func avatar() -> [ServerEvent] {
        [
            .videoDelta(VideoDelta(outputIndex: 0, codec: "h264", video: [9, 8, 7])),
            .avatarConnecting(AvatarConnecting(serverSDP: "e30=")),
            .avatarSpeaking(AvatarSwitched(turnID: "turn_1")),
            .avatarIdle(AvatarSwitched()),
            .outputAudioCleared(OutputAudioBuffer()),
            .outputAudioStarted(OutputAudioBuffer()),
            .outputAudioStopped(OutputAudioBuffer()),
        ]
    }

    /// The same events as above, with the fields that OpenAI's clients insist on.
    static func openAIOnly() -> [ServerEvent] {
        let buffer = OutputAudioBuffer(responseID: "resp_1")
        let tokens = TranscriptionUsage(
            type: "tokens", inputTokens: 14, outputTokens: 3, totalTokens: 17,
            inputDetails: TokenCounts(textTokens: 0, audioTokens: 14))
        var session = SessionSamples.openAI()
        (session.id, session.model, session.expiresAt) = ("sess_1", "gpt-realtime", 1_784_668_573)
        return [
            .sessionCreated(SessionReport(session: session)),
            .transcriptionCompleted(TranscriptionCompleted(itemID: "item_1", transcript: "next stop", usage: tokens)),
            .transcriptionCompleted(
                TranscriptionCompleted(
                    itemID: "item_1", transcript: "next stop",
                    usage: TranscriptionUsage(type: "duration", seconds: 1.5))),
            .outputAudioCleared(buffer), .outputAudioStarted(buffer), .outputAudioStopped(buffer),
            .transcriptionSessionUpdated(
                TranscriptionSessionUpdate(session: ["client_secret": ["value": "ek_1", "expires_at": 1]])),
        ]
    }

    static func openAI() -> [ServerEvent] {
        [
            .rateLimitsUpdated(
                RateLimits(limits: [RateLimit(name: "tokens", limit: 100, remaining: 50, resetSeconds: 1.5)])),
            .conversationCreated(ConversationCreated(conversation: ["id": "conv_1"])),
            .transcriptionSegment(
                TranscriptionSegment(
                    id: "seg_1", itemID: "item_1", text: "hello", speaker: "A", start: 0.5, end: 1.25)),
            .inputTimeout(InputTimeout(itemID: "item_1", audioStartMilliseconds: 0, audioEndMilliseconds: 9000)),
            .keyPressed(KeyPressed(key: "5", receivedAt: 1_784_668_573)),
            .transcriptionSessionUpdated(TranscriptionSessionUpdate(session: ["id": "sess_1"])),
        ]
    }
}

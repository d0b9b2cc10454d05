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

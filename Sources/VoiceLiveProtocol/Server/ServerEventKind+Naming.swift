extension ServerEventKind: EventKind {
    /// Which dialects have the event, and by which name.
    var naming: EventNaming {
        switch self {
        case .sessionCreated, .sessionUpdated, .error, .speechStarted, .speechStopped, .audioCommitted, .audioCleared,
            .itemRetrieved, .itemTruncated, .itemDeleted, .transcriptionDelta, .transcriptionCompleted,
            .transcriptionFailed, .responseCreated, .responseDone, .outputItemAdded, .outputItemDone,
            .contentPartAdded, .contentPartDone, .functionCallArgumentsDelta, .functionCallArgumentsDone:
            .everywhere
        case .warning: .voiceLive(since: .v2026January)
        case .itemCreated: .renamed("conversation.item.added")
        case .itemDone: .voiceLiveAndGA()
        case .textDelta: .renamed("response.output_text.delta")
        case .textDone: .renamed("response.output_text.done")
        case .audioTranscriptDelta: .renamed("response.output_audio_transcript.delta")
        case .audioTranscriptDone: .renamed("response.output_audio_transcript.done")
        case .audioDelta: .renamed("response.output_audio.delta")
        case .audioDone: .renamed("response.output_audio.done")
        case .annotationAdded, .webSearchInProgress, .webSearchSearching, .webSearchCompleted, .fileSearchInProgress,
            .fileSearchSearching, .fileSearchCompleted, .videoDelta, .avatarSpeaking, .avatarIdle:
            .voiceLive(since: .v2026April)
        case .audioTimestampDelta, .audioTimestampDone, .visemeDelta, .visemeDone, .blendshapesDelta,
            .blendshapesDone, .avatarConnecting:
            .voiceLive()
        case .mcpListToolsInProgress, .mcpListToolsCompleted, .mcpListToolsFailed, .mcpCallArgumentsDelta,
            .mcpCallArgumentsDone, .mcpCallInProgress, .mcpCallCompleted, .mcpCallFailed:
            .voiceLiveAndGA(since: .v2026January)
        case .invocationDelta: .voiceLive(since: .v2026June)
        case .outputAudioCleared: EventNaming(voiceLive: .v2026April...(.distantFuture), beta: true, ga: "")
        case .outputAudioStarted, .outputAudioStopped:
            EventNaming(voiceLive: .v2026June...(.v2026June), beta: true, ga: "")
        case .callCreated, .callError: .preview(.v2026June)
        case .rateLimitsUpdated, .conversationCreated: .openAI
        case .foundryAgentCallArgumentsDelta, .foundryAgentCallArgumentsDone, .foundryAgentCallInProgress,
            .foundryAgentCallCompleted, .foundryAgentCallFailed:
            .preview(.v2026January)
        case .transcriptionSegment, .inputTimeout, .keyPressed: .ga
        case .transcriptionSessionUpdated: .beta
        }
    }
}

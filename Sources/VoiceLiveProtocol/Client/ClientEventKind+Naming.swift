extension ClientEventKind: EventKind {
    /// Which dialects have the event, and by which name.
    var naming: EventNaming {
        switch self {
        case .sessionUpdate, .audioAppend, .audioCommit, .audioClear, .itemCreate, .itemRetrieve, .itemTruncate,
            .itemDelete, .responseCreate, .responseCancel:
            .everywhere
        case .outputAudioClear: EventNaming(voiceLive: .v2026April...(.distantFuture), beta: true, ga: "")
        case .avatarConnect, .audioTurnStart, .audioTurnAppend, .audioTurnEnd, .audioTurnCancel, .audioTurnClear:
            .voiceLive()
        case .inputTextDelta, .inputTextDone: .voiceLive(since: .v2026June)
        case .mcpApprovalResponse: .receivedOnly
        case .transcriptionSessionUpdate: .beta
        case .callCreate: .preview(.v2026June)
        }
    }
}

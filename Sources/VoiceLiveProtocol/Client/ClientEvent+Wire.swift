extension ClientEvent: WireEvent {
    package init(_ kind: ClientEventKind, members: JSONObject, in context: inout WireContext) throws(WireError) {
        switch kind {
        case .sessionUpdate: self = .sessionUpdate(try SessionUpdate(members: members, in: &context))
        case .audioAppend: self = .audioAppend(try AudioAppend(members: members, in: &context))
        case .audioCommit: self = .audioCommit(try NoFields(members: members, in: &context))
        case .audioClear: self = .audioClear(try NoFields(members: members, in: &context))
        case .itemCreate: self = .itemCreate(try ItemCreate(members: members, in: &context))
        case .itemRetrieve: self = .itemRetrieve(try ItemReference(members: members, in: &context))
        case .itemTruncate: self = .itemTruncate(try ItemTruncate(members: members, in: &context))
        case .itemDelete: self = .itemDelete(try ItemReference(members: members, in: &context))
        case .responseCreate: self = .responseCreate(try ResponseCreate(members: members, in: &context))
        case .responseCancel: self = .responseCancel(try ResponseCancel(members: members, in: &context))
        case .outputAudioClear: self = .outputAudioClear(try NoFields(members: members, in: &context))
        case .avatarConnect: self = .avatarConnect(try AvatarConnect(members: members, in: &context))
        case .inputTextDelta: self = .inputTextDelta(try InputTextDelta(members: members, in: &context))
        case .inputTextDone: self = .inputTextDone(try InputTextDone(members: members, in: &context))
        case .audioTurnStart: self = .audioTurnStart(try AudioTurn(members: members, in: &context))
        case .audioTurnAppend: self = .audioTurnAppend(try AudioTurnAppend(members: members, in: &context))
        case .audioTurnEnd: self = .audioTurnEnd(try AudioTurn(members: members, in: &context))
        case .audioTurnCancel: self = .audioTurnCancel(try AudioTurn(members: members, in: &context))
        case .audioTurnClear: self = .audioTurnClear(try NoFields(members: members, in: &context))
        case .mcpApprovalResponse: self = .mcpApprovalResponse(try NoFields(members: members, in: &context))
        case .transcriptionSessionUpdate:
            self = .transcriptionSessionUpdate(try TranscriptionSessionUpdate(members: members, in: &context))
        case .callCreate: self = .callCreate(try CallCreate(members: members, in: &context))
        }
    }

    package var parts: EventParts<ClientEventKind> {
        switch self {
        case .sessionUpdate(let payload): .known(.sessionUpdate, payload)
        case .audioAppend(let payload): .known(.audioAppend, payload)
        case .audioCommit(let payload): .known(.audioCommit, payload)
        case .audioClear(let payload): .known(.audioClear, payload)
        case .itemCreate(let payload): .known(.itemCreate, payload)
        case .itemRetrieve(let payload): .known(.itemRetrieve, payload)
        case .itemTruncate(let payload): .known(.itemTruncate, payload)
        case .itemDelete(let payload): .known(.itemDelete, payload)
        case .responseCreate(let payload): .known(.responseCreate, payload)
        case .responseCancel(let payload): .known(.responseCancel, payload)
        case .outputAudioClear(let payload): .known(.outputAudioClear, payload)
        case .avatarConnect(let payload): .known(.avatarConnect, payload)
        case .inputTextDelta(let payload): .known(.inputTextDelta, payload)
        case .inputTextDone(let payload): .known(.inputTextDone, payload)
        case .audioTurnStart(let payload): .known(.audioTurnStart, payload)
        case .audioTurnAppend(let payload): .known(.audioTurnAppend, payload)
        case .audioTurnEnd(let payload): .known(.audioTurnEnd, payload)
        case .audioTurnCancel(let payload): .known(.audioTurnCancel, payload)
        case .audioTurnClear(let payload): .known(.audioTurnClear, payload)
        case .mcpApprovalResponse(let payload): .known(.mcpApprovalResponse, payload)
        case .transcriptionSessionUpdate(let payload): .known(.transcriptionSessionUpdate, payload)
        case .callCreate(let payload): .known(.callCreate, payload)
        case .unknown(let event): .unknown(event)
        }
    }
}

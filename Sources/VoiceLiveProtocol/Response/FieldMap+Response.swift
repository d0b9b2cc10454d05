extension FieldMap {
    /// Whether a response joins the conversation: Voice Live's `commit`, OpenAI's `conversation`.
    mutating func map(commit: inout Bool?) throws(WireError) {
        if dialect.isVoiceLive { return try map(ResponseKey.commit, &commit) }
        if isWriting {
            if let commit { put(ResponseKey.conversation, commit ? "auto" : "none") }
            return
        }
        switch take(ResponseKey.conversation) {
        case .string("none")?: commit = false
        case .string("auto")?: commit = true
        // A conversation named by its id, which only OpenAI understands: it goes on as an unknown field.
        case let other?: members.append("conversation", other)
        case nil: break
        }
    }
}

import VoiceLiveProtocol

// What the client says.
extension LocalSession {
    /// Bytes of sound in one message: 15 MiB as base64 text, which fits into a message of 16 MiB.
    static let longestAppend = (15 << 20) / 4 * 3
    /// Shortest sound that can be committed.
    static let shortestCommit = 100

    mutating func take(_ message: ClientMessage) {
        let id = message.eventID
        switch message.event {
        case .sessionUpdate(let update): take(update.session, id)
        case .audioAppend(let append): take(sound: append.audio, id)
        case .audioCommit: commit(id)
        case .audioClear: clear()
        case .itemCreate(let create): take(create, id)
        case .itemRetrieve(let reference): retrieve(reference.itemID, id)
        case .itemTruncate(let truncate): take(truncate, id)
        case .itemDelete(let reference): delete(reference.itemID, id)
        case .responseCreate(let create): take(create, id)
        case .responseCancel(let cancel): take(cancel, id)
        case .unknown(let event):
            fail(.invalidValue, "unknown event type \"\(event.type.prefix(80))\"", param: "type", eventID: id)
        case .outputAudioClear, .avatarConnect, .inputTextDelta, .inputTextDone, .audioTurnStart, .audioTurnAppend,
            .audioTurnEnd, .audioTurnCancel, .audioTurnClear, .mcpApprovalResponse, .transcriptionSessionUpdate,
            .callCreate:
            fail(.invalidValue, "\(message.event.type) is not offered on the box", param: "type", eventID: id)
        }
    }

    mutating func refuse(_ error: WireError) {
        switch error {
        case .notJSON, .notAnEvent: fail("invalid_json", error.description)
        case .malformed(_, let field, _): fail(.invalidValue, error.description, param: field)
        case .notInDialect: fail(.invalidValue, error.description, param: "type")
        }
    }

    private mutating func take(_ update: Session, _ id: String?) {
        if let model = update.model, model != settings.model {
            return fail(.invalidValue, "the model cannot be changed", param: "session.model", eventID: id)
        }
        do throws(SessionFault) {
            let new = try terms.applying(update)
            let toolsChanged = new.tools != terms.tools || new.mayCallTools != terms.mayCallTools
            let earChanged = new.ear != terms.ear
            terms = new
            if earChanged { changeEar() }
            if toolsChanged { useTools() }
            send(.sessionUpdated(SessionReport(session: report)))
            tellWhatIsNotHeeded()
        } catch {
            refuse(error, id)
        }
    }

    mutating func refuse(_ fault: SessionFault, _ id: String?) {
        switch fault {
        case .value(let field, let problem):
            fail(.invalidValue, "\(field): \(problem)", param: field, eventID: id)
        case .creation(let field, let problem):
            fail(.messageCreationFailed, "\(field): \(problem)", param: field, eventID: id)
        }
    }

    private mutating func changeEar() {
        if turn != nil {
            turn = nil
            orders.append(.hear(.dropTurn))
        }
        bufferedBytes = 0
        orders.append(.hear(.use(terms.ear)))
    }

    private mutating func useTools() {
        let intents = DialogueTools.intents(of: settings.intents, tools: terms.mayCallTools ? terms.tools : [])
        heldCalls.removeAll { call in !intents.contains { $0.tool == call.tool } }
        do { try dialogue.use(intents) } catch {
            // A tool's name can be no phrase pattern; the box's own intents were read before.
            fail(.invalidValue, "a tool cannot be called by voice: \(error)", param: "session.tools")
        }
    }

    /// Behind the echo, so that a client which waits for that reads it first. Each thing is told once a session.
    private mutating func tellWhatIsNotHeeded() {
        if let instructions = terms.instructions, !instructions.text.isEmpty, !followsInstructions {
            warnOnce(
                "instructions_not_followed",
                "the dialogue on the box follows its own files, not instructions; configure a language model for that",
                param: "session.instructions")
        }
        guard terms.mayCallTools, !settings.onlyTranscribes else { return }
        for obstacle in DialogueTools.obstacles(to: terms.tools, dialogue: settings.asksChat ? nil : dialogue) {
            warnOnce("tool_not_callable", obstacle, param: "session.tools")
        }
    }

    private mutating func warnOnce(_ code: String, _ message: String, param: String) {
        guard warned.count < 256, warned.insert(message).inserted else { return }
        warn(code, message, param: param)
    }

    private mutating func take(sound: [UInt8], _ id: String?) {
        guard sound.count <= Self.longestAppend else {
            return fail(.invalidValue, "more than 15 MiB of sound in one event", param: "audio", eventID: id)
        }
        guard !sound.isEmpty else { return }
        if terms.turns == nil, turn == nil { openTurn(startMilliseconds: 0, back: 0) }
        bufferedBytes = min(bufferedBytes + sound.count, 1 << 40)
        orders.append(.hear(.take(sound)))
    }

    var bufferedMilliseconds: Int {
        bufferedBytes * 1_000 / (terms.ear.sampleRate * terms.ear.format.bytesPerSample)
    }

    private mutating func take(_ cancel: ResponseCancel, _ id: String?) {
        guard let active = response, cancel.responseID == nil || cancel.responseID == active.id else {
            return fail(.responseCancelNotActive, "there is no such response to cancel", eventID: id)
        }
        cancelResponse(.clientCancelled)
    }
}

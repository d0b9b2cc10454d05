import VoiceLiveProtocol

// Answers: from what is unread to `response.done`.
extension LocalSession {
    mutating func take(_ create: ResponseCreate, _ eventID: String?) {
        guard !settings.onlyTranscribes else {
            return fail(.invalidValue, "this session only transcribes", param: "type", eventID: eventID)
        }
        let request = create.response ?? ResponseRequest()
        if response != nil {
            guard settings.dialect.isVoiceLive, request.cancelPrevious ?? true else {
                return fail(.activeResponse, "a response is active; wait for its response.done", eventID: eventID)
            }
            cancelResponse(.clientCancelled)
        }
        if let format = request.outputAudioFormat, !SoundEncoder.canEncode(format) {
            return fail(
                .invalidValue, "cannot make \(format.rawValue.prefix(40))", param: "response.output_audio_format",
                eventID: eventID)
        }
        owesResponse = false
        startResponse(request)
    }

    /// Starts an answer that is due, or goes on with one that waited for the recogniser.
    mutating func goOn() {
        if response?.isWaiting == true {
            fill()
        } else if response == nil, owesResponse, waiting.isEmpty {
            owesResponse = false
            startResponse(ResponseRequest())
        }
    }

    private mutating func startResponse(_ request: ResponseRequest) {
        let manner = request.voice.map { SpeechManner($0, else: terms.manner) } ?? terms.manner
        var new = ActiveResponse(
            id: newID("resp"), request: request, modalities: request.modalities ?? terms.modalities,
            voice: told(request.voice ?? terms.voice, manner), manner: manner,
            format: request.outputAudioFormat ?? terms.outputFormat, metadata: request.metadata)
        new.isCommitted = request.commit ?? true
        response = new
        send(.responseCreated(ResponseReport(response: new.report(.inProgress))))
        if let items = request.inputItems { unread = Self.texts(of: items) }
        for news in Self.texts(of: request.appendInputItems ?? []) { remember(news) }
        fill()
    }

    private static func texts(of items: [Item]) -> [Unread] {
        items.prefix(64).compactMap { item in
            guard case .message(let message) = item, message.role == .user else { return nil }
            return .text(message.content.compactMap(\.words?.text).joined(separator: " "))
        }
    }

    /// Decides what the answer is, once everything it is about was heard.
    private mutating func fill() {
        guard waiting.isEmpty, let request = response?.request else { return }
        response?.isWaiting = false
        response?.estimate = input
        input = TokenEstimate()
        if case .message(let message)? = request.preGeneratedAssistantMessage {
            return perform([.say(message.content.compactMap(\.words?.text).joined(separator: " "))])
        }
        let news = unread
        unread = []
        for news in news { note(news) }
        if askedChat(news) { return }
        if settings.asksChat, news.isEmpty, items.entries.isEmpty {
            return perform([.say(settings.phrasebook.greeting)])
        }
        answerByDialogue(news)
    }

    mutating func answerByDialogue(_ news: [Unread]) {
        guard news.isEmpty else { return perform(news.flatMap { acts(on: $0) }) }
        if items.entries.isEmpty {
            perform(dialogue.greet())
        } else if items.lastID == pastAnswer {
            // Another connection broke off in the middle of it, and intents cannot go on with half an answer.
            perform([.say(settings.phrasebook.brokenOff)])
        } else {
            perform([])
        }
    }

    private mutating func acts(on news: Unread) -> [DialogueAct] {
        let acts: [DialogueAct] =
            switch news {
            case .text(let text): dialogue.read(text)
            case .heard(let heard): dialogue.heard(heard)
            case .output(.dialogue(let call), let output): dialogue.toolAnswered(call, with: output)
            case .output(.chat, let output): dialogue.tell(output)
            }
        // What the box knows itself needs no client.
        return acts.flatMap { act in
            guard case .call(let tool, _, let number) = act, let answer = BoxTool.answer(tool, at: now.wall) else {
                return [act]
            }
            return dialogue.toolAnswered(number, with: answer)
        }
    }

    private mutating func perform(_ acts: [DialogueAct]) {
        var said: [String] = []
        for act in acts {
            switch act {
            case .say(let text): said.append(text)
            case .call(let tool, let values, let number):
                response?.calls.append(
                    .init(tool: tool, arguments: ToolSchema.arguments(values), owner: .dialogue(number)))
            case .fallSilent: break
            }
        }
        let text = said.joined(separator: " ")
        if text.isEmpty { finishResponse() } else { openMessage(text) }
    }

    // MARK: The end

    mutating func finishResponse() {
        for call in callsToMake() { make(call) }
        endResponse(.completed, nil)
    }

    /// All calls, or the first where the client wants one at a time. What the dialogue still has to call follows in the
    /// next answer; a model that sees one call made asks for the others again.
    private mutating func callsToMake() -> [ActiveResponse.PlannedCall] {
        let planned = heldCalls + (response?.calls ?? [])
        heldCalls = []
        guard terms.callsInParallel == false, planned.count > 1 else { return planned }
        heldCalls = planned.dropFirst().filter { $0.owner != .chat }
        let dropped = planned.count - 1 - heldCalls.count
        if dropped > 0 {
            warn("calls_dropped", "the model made \(dropped) more calls than parallel_tool_calls allows")
        }
        return [planned[0]]
    }

    private mutating func make(_ call: ActiveResponse.PlannedCall) {
        guard let active = response else { return }
        let callID = newID("call")
        let place = OutputPlace(responseID: active.id, itemID: newID("item"), outputIndex: active.output.count)
        if calls.count < 256 { calls[callID] = call.owner }
        if settings.asksChat {
            history.addCall(ChatCall(id: callID, name: call.tool, arguments: PrivateText(call.arguments)))
        }
        var item = FunctionCall(id: place.itemID, callID: callID, name: call.tool, status: .inProgress)
        send(
            .outputItemAdded(
                OutputItem(responseID: active.id, outputIndex: place.outputIndex, item: .functionCall(item))))
        announce(.functionCall(item), place.itemID)
        item.arguments = PrivateText(call.arguments)
        item.status = .completed
        send(
            .functionCallArgumentsDelta(
                FunctionCallArgumentsDelta(place: place, callID: callID, delta: item.arguments)))
        send(
            .functionCallArgumentsDone(
                FunctionCallArgumentsDone(place: place, callID: callID, name: call.tool, arguments: item.arguments)))
        response?.estimate.outputText += TokenEstimate.tokens(call.arguments)
        complete(.functionCall(item), place.itemID, spokenMilliseconds: nil)
    }

    mutating func endResponse(_ status: ResponseStatus, _ details: StatusDetails?) {
        guard let active = response else { return }
        response = nil
        let report = active.report(status, details: details, usage: active.estimate.usage)
        send(.responseDone(ResponseReport(response: report)))
        goOn()
    }

    mutating func cancelResponse(_ reason: StatusReason) {
        guard let active = response else { return }
        stopAsking()
        if active.message != nil { orders.append(.fallSilent) }
        endMessage(.incomplete)
        response?.calls = []
        endResponse(.cancelled, StatusDetails(type: .cancelled, reason: reason))
    }

    /// The person began to speak.
    mutating func interrupt(truncating: Bool) {
        owesResponse = false
        // A pause within a sentence made half of it a turn of its own.
        unread.removeAll { $0 == .heard(.somethingElse) }
        let playing = lastSpoken
        lastSpoken = nil
        cancelResponse(.turnDetected)
        guard truncating, let playing else { return }
        let elapsed = now.elapsed - playing.began
        let heard =
            Int(elapsed.components.seconds) * 1_000 + Int(elapsed.components.attoseconds / 1_000_000_000_000_000)
        if heard > 0, heard < playing.milliseconds, items[playing.id] != nil { cut(playing.id, to: heard) }
    }
}

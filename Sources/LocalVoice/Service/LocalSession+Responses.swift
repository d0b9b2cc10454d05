import VoiceLiveProtocol

// Answers: from what is unread to `response.done`.
extension LocalSession {
    mutating func take(_ create: ResponseCreate, _ eventID: String?) {
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
        let voice = request.voice ?? terms.voice
        var new = ActiveResponse(
            id: newID("resp"), request: request, modalities: request.modalities ?? terms.modalities, voice: voice,
            manner: request.voice.map { SpeechManner($0, else: terms.manner) } ?? terms.manner,
            format: request.outputAudioFormat ?? terms.outputFormat, metadata: request.metadata)
        new.isCommitted = request.commit ?? true
        new.voice.name = new.manner.voice.rawValue
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
        perform(news.isEmpty && items.entries.isEmpty ? dialogue.greet() : news.flatMap { acts(on: $0) })
    }

    private mutating func acts(on news: Unread) -> [DialogueAct] {
        let acts: [DialogueAct] =
            switch news {
            case .text(let text): dialogue.read(text)
            case .heard(let heard): dialogue.heard(heard)
            case .output(let call, let output): dialogue.toolAnswered(call, with: output)
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
                    .init(tool: tool, arguments: ToolSchema.arguments(values), number: number))
            case .fallSilent: break
            }
        }
        let text = said.joined(separator: " ")
        if text.isEmpty { finishResponse() } else { openMessage(text) }
    }

    // MARK: The message

    private mutating func openMessage(_ text: String) {
        guard let active = response else { return }
        let place = ContentPlace(responseID: active.id, itemID: newID("item"), outputIndex: active.output.count)
        let utterance = nextNumber()
        response?.message = .init(place: place, text: text, utterance: utterance)
        response?.estimate.outputText += TokenEstimate.tokens(text)
        let item = Item.message(MessageItem(id: place.itemID, role: .assistant, status: .inProgress))
        send(.outputItemAdded(OutputItem(responseID: active.id, outputIndex: place.outputIndex, item: item)))
        announce(item, place.itemID)
        let part: ContentPart = active.isSpoken ? .audio(AudioPart(transcript: "")) : .text(TextPart())
        send(.contentPartAdded(ContentPartReport(place: place, part: part)))
        let delta = TextDelta(place: place, delta: PrivateText(text))
        guard active.isSpoken else {
            send(.textDelta(delta))
            return closeMessage(.completed)
        }
        send(.audioTranscriptDelta(delta))
        orders.append(.speak(utterance: utterance, text: text, manner: active.manner, format: active.format))
    }

    private mutating func announce(_ item: Item, _ id: String) {
        guard response?.isCommitted == true else { return }
        let previous = items.lastID
        items.insert(SessionItems.Entry(id: id, item: item))
        send(.itemCreated(ItemPlaced(item: item, previousItemID: previous)))
    }

    mutating func sounded(_ utterance: Int, _ piece: SoundPiece) {
        guard var message = response?.message, message.utterance == utterance else { return }
        if message.began == nil { message.began = now.elapsed }
        message.milliseconds += piece.milliseconds
        response?.message = message
        lastSpoken = (message.place.itemID, message.began ?? now.elapsed, message.milliseconds)
        if terms.tellsWordTimes {
            for word in piece.words {
                send(
                    .audioTimestampDelta(
                        AudioTimestamp(
                            place: message.place, text: PrivateText(word.text),
                            audioOffsetMilliseconds: word.startMilliseconds,
                            audioDurationMilliseconds: word.durationMilliseconds)))
            }
        }
        if !piece.audio.isEmpty { orders.append(.sendSound(message.place, piece.audio)) }
    }

    mutating func saidAll(_ utterance: Int) {
        guard response?.message?.utterance == utterance else { return }
        closeMessage(.completed)
    }

    mutating func speechFailed(_ utterance: Int) {
        guard response?.message?.utterance == utterance else { return }
        fail("speech_failed", "the voice could not say the answer", type: "server_error")
        endMessage(.incomplete)
        endResponse(
            .failed,
            StatusDetails(
                type: .failed,
                error: ResponseFailure(type: "server_error", code: "speech_failed", message: "the voice failed")))
    }

    private mutating func closeMessage(_ status: ItemStatus) {
        endMessage(status)
        finishResponse()
    }

    private mutating func endMessage(_ status: ItemStatus) {
        guard let active = response, let message = active.message else { return }
        let text = PrivateText(message.text)
        let part: ContentPart
        if active.isSpoken {
            part = .audio(AudioPart(transcript: text))
            if terms.tellsWordTimes { send(.audioTimestampDone(ContentDone(place: message.place))) }
            send(.audioDone(ContentDone(place: message.place)))
            send(.audioTranscriptDone(TranscriptDone(place: message.place, transcript: text)))
        } else {
            part = .text(TextPart(text: text))
            send(.textDone(TextDone(place: message.place, text: text)))
        }
        send(.contentPartDone(ContentPartReport(place: message.place, part: part)))
        let item = Item.message(
            MessageItem(id: message.place.itemID, role: .assistant, content: [part], status: status))
        complete(item, message.place.itemID, spokenMilliseconds: active.isSpoken ? message.milliseconds : nil)
        response?.estimate.outputAudioMilliseconds += message.milliseconds
        response?.message = nil
    }

    private mutating func complete(_ item: Item, _ id: String, spokenMilliseconds: Int?) {
        guard let active = response else { return }
        send(.outputItemDone(OutputItem(responseID: active.id, outputIndex: active.output.count, item: item)))
        if settings.dialect == .openAIGA, active.isCommitted { send(.itemDone(ItemPlaced(item: item))) }
        items.replace(id, with: item, spokenMilliseconds: spokenMilliseconds)
        response?.output.append(item)
    }

    // MARK: The end

    private mutating func finishResponse() {
        for call in response?.calls ?? [] { make(call) }
        endResponse(.completed, nil)
    }

    private mutating func make(_ call: ActiveResponse.PlannedCall) {
        guard let active = response else { return }
        let callID = newID("call")
        let place = OutputPlace(responseID: active.id, itemID: newID("item"), outputIndex: active.output.count)
        if calls.count < 256 { calls[callID] = call.number }
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

    private mutating func endResponse(_ status: ResponseStatus, _ details: StatusDetails?) {
        guard let active = response else { return }
        response = nil
        let report = active.report(status, details: details, usage: active.estimate.usage)
        send(.responseDone(ResponseReport(response: report)))
        goOn()
    }

    mutating func cancelResponse(_ reason: StatusReason) {
        guard let active = response else { return }
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

import VoiceLiveProtocol

// The message of an answer: opened with its first words, spoken piece by piece, closed.
extension LocalSession {
    mutating func openMessage(_ text: String) {
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
            if active.chat == nil { closeMessage(.completed) }
            return
        }
        send(.audioTranscriptDelta(delta))
        orders.append(.speak(utterance: utterance, text: text, manner: active.manner, format: active.format))
    }

    /// Adds a sentence to the message that is being spoken or written.
    mutating func extendMessage(_ text: String) {
        guard let message = response?.message, response?.isSpoken == true || response?.chat != nil else { return }
        response?.message?.text += " " + text
        response?.estimate.outputText += TokenEstimate.tokens(text)
        let delta = TextDelta(place: message.place, delta: PrivateText(" " + text))
        send(response?.isSpoken == true ? .audioTranscriptDelta(delta) : .textDelta(delta))
    }

    mutating func announce(_ item: Item, _ id: String) {
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
                            audioOffsetMilliseconds: message.spokenBefore + word.startMilliseconds,
                            audioDurationMilliseconds: word.durationMilliseconds)))
            }
        }
        if !piece.audio.isEmpty { orders.append(.sendSound(message.place, piece.audio)) }
    }

    mutating func saidAll(_ utterance: Int) {
        guard response?.message?.utterance == utterance else { return }
        guard response?.chat != nil else { return closeMessage(.completed) }
        response?.chat?.isSpeaking = false
        speakNext()
    }

    mutating func speechFailed(_ utterance: Int) {
        guard response?.message?.utterance == utterance else { return }
        stopAsking()
        fail("speech_failed", "the voice could not say the answer", type: "server_error")
        endMessage(.incomplete)
        endResponse(
            .failed,
            StatusDetails(
                type: .failed,
                error: ResponseFailure(type: "server_error", code: "speech_failed", message: "the voice failed")))
    }

    mutating func stopAsking() {
        if let chat = response?.chat, !chat.isOver { orders.append(.stopAsking) }
    }

    mutating func closeMessage(_ status: ItemStatus) {
        endMessage(status)
        finishResponse()
    }

    mutating func endMessage(_ status: ItemStatus) {
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
        if settings.asksChat { history.addAssistant(message.text, itemID: message.place.itemID) }
        response?.message = nil
    }

    mutating func complete(_ item: Item, _ id: String, spokenMilliseconds: Int?) {
        guard let active = response else { return }
        send(.outputItemDone(OutputItem(responseID: active.id, outputIndex: active.output.count, item: item)))
        if settings.dialect == .openAIGA, active.isCommitted { send(.itemDone(ItemPlaced(item: item))) }
        items.replace(id, with: item, spokenMilliseconds: spokenMilliseconds)
        response?.output.append(item)
    }
}

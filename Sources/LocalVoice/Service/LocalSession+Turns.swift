import VoiceLiveProtocol

// Turns of the person: sound, its edges, and what the recogniser made of it.
extension LocalSession {
    /// The detector is this late at most.
    private static let detectorDelay = 150
    /// Milliseconds. The shortest "no" of four synthetic voices takes 183, the others 270 to 300.
    private static let shortestWord = 180

    mutating func speechStarted(_ milliseconds: Int) {
        guard let turns = terms.turns, turn == nil else { return }
        let start = max(0, milliseconds - turns.prefixMilliseconds)
        openTurn(startMilliseconds: start, back: turns.prefixMilliseconds + Self.detectorDelay)
        turn?.speechMilliseconds = milliseconds
        guard let turn else { return }
        send(.speechStarted(SpeechStarted(itemID: turn.itemID, audioStartMilliseconds: start)))
        if turns.interrupts { interrupt(truncating: turns.truncates) }
    }

    mutating func speechStopped(_ milliseconds: Int) {
        guard let turns = terms.turns, let turn else { return }
        send(.speechStopped(SpeechStopped(itemID: turn.itemID, audioEndMilliseconds: milliseconds)))
        input.inputAudioMilliseconds += max(0, milliseconds - turn.startMilliseconds)
        endTurn(isBrief: milliseconds - turn.speechMilliseconds < Self.shortestWord)
        if turns.createsResponse, !settings.onlyTranscribes { owesResponse = true }
    }

    mutating func openTurn(startMilliseconds: Int, back: Int) {
        let number = nextNumber()
        turn = OpenTurn(number: number, itemID: newID("item"), startMilliseconds: startMilliseconds)
        orders.append(.hear(.beginTurn(number, backMilliseconds: back)))
    }

    private mutating func endTurn(isBrief: Bool = false) {
        guard let turn else { return }
        self.turn = nil
        bufferedBytes = 0
        let previous = items.lastID
        send(.audioCommitted(AudioCommitted(itemID: turn.itemID, previousItemID: previous)))
        place(
            .message(
                MessageItem(
                    id: turn.itemID, role: .user, content: [.inputAudio(InputAudioPart())], status: .completed)))
        waiting.append(
            EndedTurn(number: turn.number, itemID: turn.itemID, isBrief: isBrief, isWritten: turn.isWritten))
        orders.append(.hear(.endTurn(turn.number)))
    }

    mutating func commit(_ id: String?) {
        let length = bufferedMilliseconds
        guard length >= Self.shortestCommit else {
            return fail(
                .commitEmpty, "the buffer holds \(length) ms of sound; at least 100 ms are needed", eventID: id)
        }
        if turn == nil { openTurn(startMilliseconds: 0, back: min(2_000, length)) }
        input.inputAudioMilliseconds += length
        endTurn()
    }

    mutating func clear() {
        bufferedBytes = 0
        if turn != nil {
            turn = nil
            orders.append(.hear(.dropTurn))
        }
        send(.audioCleared(NoFields()))
    }

    mutating func take(_ found: Heard, of number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        let ended = waiting.remove(at: index)
        let heard = ended.isBrief && found == .somethingElse ? .nothing : found
        transcribe(heard, of: ended.itemID, isWritten: ended.isWritten)
        guard !settings.onlyTranscribes else { return }
        if heard != .nothing { remember(.heard(heard)) }
        if heard == .nothing, unread.isEmpty { owesResponse = false }
        goOn()
    }

    mutating func hearingFailed(_ number: Int, _ reason: String) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        let ended = waiting.remove(at: index)
        owesResponse = false
        let error = TranscriptionError(message: reason, code: "recogniser_failed", type: "server_error")
        send(.transcriptionFailed(TranscriptionFailed(itemID: ended.itemID, error: error)))
        fail("recogniser_failed", reason, type: "server_error")
        goOn()
    }

    /// Written down at once; the space says that the word is whole.
    mutating func glimpsed(_ found: Recognition, of number: Int) {
        guard terms.transcribes else { return }
        let item: String
        if turn?.number == number, let open = turn?.itemID {
            turn?.isWritten = true
            item = open
        } else if let index = waiting.firstIndex(where: { $0.number == number }) {
            waiting[index].isWritten = true
            item = waiting[index].itemID
        } else {
            return
        }
        send(
            .transcriptionDelta(
                TranscriptionDelta(itemID: item, contentIndex: 0, delta: PrivateText(found.text + " "))))
    }

    private mutating func transcribe(_ heard: Heard, of itemID: String, isWritten: Bool) {
        var text = ""
        var phrases: [TranscribedPhrase]?
        if case .words(let recognition) = heard {
            text = recognition.text
            items.setTranscript(text, of: itemID)
            if terms.tellsPhrases { phrases = [phrase(recognition)] }
        }
        guard terms.transcribes else { return }
        if heard == .somethingElse {
            let error = TranscriptionError(
                message: "speech that the dialogue does not know", code: "out_of_grammar", type: "transcription_error")
            return send(.transcriptionFailed(TranscriptionFailed(itemID: itemID, error: error)))
        }
        if !text.isEmpty, !isWritten {
            send(
                .transcriptionDelta(TranscriptionDelta(itemID: itemID, contentIndex: 0, delta: PrivateText(text))))
        }
        send(
            .transcriptionCompleted(
                TranscriptionCompleted(itemID: itemID, transcript: PrivateText(text), phrases: phrases)))
    }

    private func phrase(_ recognition: Recognition) -> TranscribedPhrase {
        let words = recognition.words.map { word in
            TranscribedWord(
                text: PrivateText(word.text), offsetMilliseconds: word.startMilliseconds,
                durationMilliseconds: word.durationMilliseconds)
        }
        let start = recognition.words.first?.startMilliseconds ?? 0
        let end = recognition.words.last.map { $0.startMilliseconds + $0.durationMilliseconds } ?? start
        return TranscribedPhrase(
            text: PrivateText(recognition.text), offsetMilliseconds: start, durationMilliseconds: end - start,
            words: words, locale: settings.language, confidence: recognition.confidence.map { min(1, $0 / 10) })
    }

    /// What an answer will be about. A client that never asks for one cannot fill the memory.
    mutating func remember(_ news: Unread) {
        unread.append(news)
        if unread.count > 64 { unread.removeFirst() }
    }
}

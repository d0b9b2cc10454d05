/// Answers: from the service to the loudspeaker, and the truth about what was heard.
extension ConversationMachine {
    mutating func handleResponse(_ event: ServiceEvent, on connection: ConnectionNumber, received: Duration) {
        lastResponseEvent = now
        if let response = event.answerOf.map({ ResponseKey(connection, $0) }), !responses.isKnown(response) {
            // What begins on a connection that was replaced will be asked of the new one.
            guard isServing(connection) else { return }
            responseCreated(response)
        }
        switch event {
        case .responseCreated(let response): responseCreated(ResponseKey(connection, response))
        case .outputItemAdded(let response, let item), .outputItemDone(let response, let item):
            guard case .message(.assistant) = item.kind else { return }
            guard !responses.isCut(ResponseKey(connection, response)) else { return }
            openLine(ItemKey(connection, item.id), of: ResponseKey(connection, response))
        case .audioDelta(let delta): take(delta, on: connection, received: received)
        case .audioDone(_, let item, let content):
            soundIsComplete(PlayoutPart(ItemKey(connection, item), content: content))
        case .answerTextDelta(let text): add(text, on: connection, isWhole: false)
        case .answerTextDone(let text): add(text, on: connection, isWhole: true)
        case .caption(let caption): post(caption, on: connection)
        case .functionCall(let call): functionCall(call, on: connection)
        case .approvalWanted(let request): approvalWanted(request, on: connection)
        case .responseDone(let outcome): responseDone(outcome, on: connection)
        default: break
        }
    }

    private mutating func responseCreated(_ key: ResponseKey) {
        guard link.serving?.number == key.connection else { return }
        let isUnwanted = responses.created(key)
        // A name that was used up before is no answer to our request.
        guard responses.isOpen(key) else { return }
        act(.setTimer(.responseStalled, at: now + settings.turns.stallTimeout))
        guard isUnwanted else { return }
        responses.markCut([key])
        send(.cancelResponse(key.response), on: key.connection)
    }

    private mutating func openLine(_ item: ItemKey, of response: ResponseKey) {
        transcript.open(item, .assistant)
        if let name = responses.takeName(for: response) { transcript.rename(item, name) }
    }

    // MARK: Sound

    private mutating func take(_ delta: AudioDelta, on connection: ConnectionNumber, received: Duration) {
        let response = ResponseKey(connection, delta.response)
        budget.exchanged(.lasting(samples: delta.samples.count, at: delta.rate))
        guard !responses.isCut(response) else { return }
        let wasAudible = answers.isAudible
        switch answers.take(delta, on: connection) {
        case .unusable: return
        case .tooMuch(let length, let part):
            tell(.soundLost(.answer(length)))
            soundIsComplete(part)
        case .piece(let piece):
            hasSpokenOnConnection = true
            openLine(piece.part.item, of: response)
            play(.enqueue(piece))
            if !wasAudible, bargeIn.isSuspecting {
                perform(bargeIn.heard(.dismissed, isAudible: false, isAnswering: true))
            }
            stopwatch.firstSound(of: response, received: received, queued: now)
            let length = Duration.lasting(samples: delta.samples.count, at: delta.rate)
            if let stretch = pacer.arrived(length, of: response, at: now) { play(.stretch(stretch)) }
        }
    }

    private mutating func soundIsComplete(_ part: PlayoutPart) {
        guard answers.soundIsComplete(part) else { return }
        play(.finish(part))
    }

    // MARK: Text

    private mutating func add(_ text: AnswerText, on connection: ConnectionNumber, isWhole: Bool) {
        let response = ResponseKey(connection, text.response)
        guard !responses.isCut(response) else { return }
        let item = ItemKey(connection, text.item)
        openLine(item, of: response)
        let isElsewhere = avatar.isPresent
        answers.update(PlayoutPart(item, content: text.content), response: response) { part in
            part.isElsewhere = isElsewhere
            if isWhole { part.complete(text: text.text) } else { part.add(text: text.text) }
        }
        guard !isWhole else { return settleLine(item) }
        if let line = transcript.add(text.text, to: item) { tell(.partial(line)) }
    }

    private mutating func post(_ caption: Caption, on connection: ConnectionNumber) {
        let response = ResponseKey(connection, caption.response)
        guard !responses.isCut(response) else { return }
        let part = PlayoutPart(ItemKey(connection, caption.item), content: caption.content)
        let offset = max(.zero, caption.offset - answers.soundBefore(part, in: response))
        if case .word(let word, _) = caption.kind {
            answers.update(part, response: response) { $0.add(word: word, at: offset) }
        }
        guard case .blendShapes(let first, let frames) = caption.kind else {
            return post(caption.kind, part: part, at: offset)
        }
        for (index, frame) in frames.enumerated() {
            let later = Duration.microseconds(index * 1_000_000 / CaptionKind.framesPerSecond)
            post(.blendShapes(first: first + index, frames: [frame]), part: part, at: offset + later)
        }
    }

    private mutating func post(_ kind: CaptionKind, part: PlayoutPart, at offset: Duration) {
        if let known = answers.part(part), known.hasSound, known.heard > offset {
            return tell(.caption(kind, transcript.name(of: part.item), at: offset))
        }
        if let mark = captions.post(kind, part: part, offset: offset) { play(.mark(mark)) }
    }

    // MARK: The end of a response

    private mutating func responseDone(_ outcome: ResponseOutcome, on connection: ConnectionNumber) {
        let key = ResponseKey(connection, outcome.response)
        let isNew = responses.done(key)
        perform(tools.responseEnded(key))
        publish(truncations.stopped(key))
        guard isNew else { return }
        count(outcome, key)
        finish(key)
        if case .failed(let error) = outcome.status { tell(.serviceError(error)) }
        // Of an answer that was cut nothing is owed any more; what is owed now is another one's.
        if !responses.isCut(key) { conclude(outcome, key) }
    }

    /// What came of the response is all there will be.
    mutating func finish(_ key: ResponseKey) {
        for part in answers.unfinished(of: key) { soundIsComplete(part) }
        answers.settleSilentParts(of: key)
        for item in Set(answers.parts(of: key).map(\.part.item)) { settleLine(item) }
    }

    private mutating func conclude(_ outcome: ResponseOutcome, _ key: ResponseKey) {
        switch outcome.status {
        case .completed, .incomplete:
            if answers.parts(of: key).isEmpty {
                if !tools.isBusy { owesAnswer = false }
                return
            }
            // Another turn may be waiting for an answer of its own.
            if responses.expected == nil { uplink.allTurnsAreSafe(but: turns.unfinished) }
            if !turns.isPersonSpeaking { owesAnswer = false }
        case .cancelled:
            if !turns.isPersonSpeaking { owesAnswer = false }
            cancelledByService(key)
        case .failed: owesAnswer = false
        }
    }

    /// The service stopped an answer that we had no reason to stop. It heard somebody; so the rest is stale.
    private mutating func cancelledByService(_ key: ResponseKey) {
        guard turns.isPersonSpeaking, answers.isAudible else { return }
        perform(.cut(.serviceHeardSpeech))
    }

    private mutating func count(_ outcome: ResponseOutcome, _ key: ResponseKey) {
        let prices = link.endpoint(of: key.connection)?.prices
        let notices = budget.count(outcome.usage, of: key, prices: prices)
        tell(.usage(budget.totals))
        remember(.spent(budget.totals))
        heed(notices)
    }

    /// Time that a service bills, up to now. `price` is the one from now on; `nil`: nothing is billed.
    mutating func countTime(at price: Cost?) {
        let before = budget.totals
        let notices = budget.served(until: now, at: price)
        act(price == nil ? .cancelTimer(.servedTime) : .setTimer(.servedTime, at: now + BudgetMeter.countsEvery))
        guard budget.totals != before else { return }
        tell(.usage(budget.totals))
        remember(.spent(budget.totals))
        heed(notices)
    }

    mutating func heed(_ notices: [BudgetNotice]) {
        for notice in notices {
            tell(.budget(notice))
            if case .reached(let cap) = notice { closePolitely(.budget(cap), saying: settings.budget.farewell) }
        }
    }

    /// What is being said is finished, and nothing new is begun but the farewell.
    mutating func closePolitely(_ reason: ConversationEnding, saying farewell: PrivateText? = nil) {
        guard drain == nil, ending == nil else { return }
        beginDraining(reason)
        if let farewell { responses.want(ResponseWish(request: ResponseRequest(verbatim: farewell))) }
    }

    /// Nobody is listened to from now on.
    mutating func beginDraining(_ reason: ConversationEnding) {
        drain = drain ?? reason
        uplink.modeChanged(isOpen: false)
        turns.close()
        act(.cancelTimer(.turnEnd))
        responses.dropAllWishes()
    }

    // MARK: Lines

    /// Gives the line of an answer its final words once nothing more of it will be heard.
    mutating func settleLine(_ item: ItemKey) {
        guard let line = answers.line(of: item) else {
            return publish(transcript.drop(item))
        }
        let isOver = !responses.open.contains { key in answers.parts(of: key).contains { $0.part.item == item } }
        guard line.isSettled, isOver || line.heard?.wasCutShort == true else { return }
        publish(transcript.settle(item, text: line.text, heard: line.heard))
    }

    mutating func publishAtEnd(_ slot: TranscriptBook.Slot) {
        guard slot.speaker == .assistant, let line = answers.line(of: slot.item) else {
            return publish(transcript.fail(slot.item, reason: "conversation ended"))
        }
        publish(transcript.settle(slot.item, text: line.text, heard: line.heard))
    }

    mutating func publish(_ lines: [TranscriptLine]) {
        for line in lines {
            remember(.line(line))
            tell(.line(line))
        }
    }

    mutating func remember(_ entry: JournalEntry) {
        memory.fold(entry)
        act(.remember(entry))
    }

    /// A line that holds others up is waited for, but not for ever; an answer that is being heard is.
    mutating func watchTranscript() {
        let isHeard = transcript.head.map { answers.line(of: $0.item)?.isSettled == false } ?? false
        let shouldWait = transcript.isHeadBlocking && !isHeard
        guard shouldWait != isTranscriptTimerSet else { return }
        isTranscriptTimerSet = shouldWait
        act(
            shouldWait
                ? .setTimer(.transcriptWait, at: now + settings.transcript.patience) : .cancelTimer(.transcriptWait))
    }
}

/// What the service says.
extension ConversationMachine {
    mutating func handle(_ report: ServiceReport) {
        let connection = report.connection
        switch report.event {
        case .ready(let session):
            perform(link.ready(connection, session, isQuiet: false, at: now))
            return
        case .closed(let closure):
            perform(link.closed(connection, closure, at: now))
            return
        default: break
        }
        guard link.isAlive(connection) else { return handleBeforeService(report) }
        handleTurn(report.event, on: connection)
        handleItem(report.event, on: connection)
        handleResponse(report.event, on: connection, received: report.received)
    }

    /// A connection that is not in service yet can only complain.
    private mutating func handleBeforeService(_ report: ServiceReport) {
        guard link.attempt?.number == report.connection else { return }
        if case .error(let error) = report.event { tell(.serviceError(error)) }
    }

    func isServing(_ connection: ConnectionNumber) -> Bool { link.serving?.number == connection }

    /// A connection that was replaced may finish what it began, and begins nothing new.
    private func isNews(_ item: ItemKey) -> Bool { !isServing(item.connection) && transcript.slot(item) == nil }

    // MARK: The person's turn

    private mutating func handleTurn(_ event: ServiceEvent, on connection: ConnectionNumber) {
        switch event {
        case .speechStarted(let item, let position):
            guard isServing(connection) else { return }
            personStarted(ItemKey(connection, item), position: position)
        case .speechStopped(let item, let position):
            guard isServing(connection) else { return }
            personStopped(ItemKey(connection, item), position: position)
        case .inputCommitted(let item, let previous):
            personCommitted(ItemKey(connection, item), after: previous.map { ItemKey(connection, $0) })
        case .inputTranscriptDelta(let item, let text):
            let key = ItemKey(connection, item)
            guard !isNews(key) else { return }
            transcript.open(key, .person)
            if let line = transcript.add(text, to: key) {
                tell(.partial(line))
                heedStopWords(key, line.text, isWhole: false)
            }
        case .inputTranscriptDone(let item, let text):
            personTranscribed(ItemKey(connection, item), text)
        case .inputTranscriptFailed(let item, let reason):
            let key = ItemKey(connection, item)
            guard !isNews(key) else { return }
            transcript.open(key, .person)
            publish(transcript.fail(key, reason: reason))
        default: break
        }
    }

    private mutating func personStarted(_ item: ItemKey, position: Duration) {
        turns.serviceHeardStart(item)
        stopWords.turnBegan(item, overAnswer: isOverAnswer)
        transcript.open(item, .person)
        uplink.turnStarted(item, position: position)
        perform(bargeIn.serviceHeardSpeech(isAudible: answers.isAudible, isAnswering: isInterruptible))
        // It has cancelled its answer with these words.
        if serviceInterruptsByItself {
            act(.cancelTimer(.serviceGrace))
            publish(truncations.allStopped())
        }
    }

    private mutating func personStopped(_ item: ItemKey, position: Duration) {
        turns.serviceHeardEnd(item)
        uplink.turnStopped(item, position: position)
        if turns.awaitsCommit { act(.setTimer(.commit, at: now + turns.commitPatience)) }
        transcript.open(item, .person)
        transcript.personFinished(item)
        guard let journey = uplink.position.sent(at: position) else { return }
        let last = stopwatch.lastSpeech(serviceSays: journey.spoken)
        timeQuestion(item, lastSpeech: last, journey: uplink.position.sent(spoken: last) ?? journey)
    }

    mutating func timeQuestion(_ item: ItemKey?, lastSpeech: Duration, journey: UplinkPosition.Journey) {
        let turn = item.flatMap { transcript.slot($0)?.place.turn } ?? transcript.currentTurn
        stopwatch.questionEnded(turn: turn, lastSpeech: lastSpeech, journey: journey)
    }

    private mutating func personCommitted(_ item: ItemKey, after previous: ItemKey?) {
        guard !isNews(item) else { return }
        transcript.open(item, .person, after: previous)
        transcript.personFinished(item)
        // Nobody writes it down: what comes after it need not wait.
        if !settings.plan.wantsTranscripts { publish(transcript.settle(item, text: "")) }
        guard isServing(item.connection) else { return }
        personHasSpoken()
        uplink.turnCommitted(item)
        if !turns.settings.mode.isServiceJudged { stopWords.turnCommitted(item) }
        brokenAnswer = false
        if turns.serviceCommitted(item) {
            owesAnswer = true
            responses.willBeAnswered(item)
            act(.setTimer(.responseNeverBegan, at: now + settings.turns.responseTimeout))
        }
    }

    private mutating func personTranscribed(_ item: ItemKey, _ text: PrivateText) {
        guard !isNews(item) else { return }
        transcript.open(item, .person)
        uplink.turnIsSafe(item)
        publish(transcript.settle(item, text: text))
        heedStopWords(item, text, isWhole: true)
        if text.isEmpty { nothingWasUnderstood(in: item) } else { perform(idle.touch(at: now)) }
    }

    /// A service need not answer what it found no words in; and if it does, that begins soon.
    private mutating func nothingWasUnderstood(in item: ItemKey) {
        guard responses.expected == item, !responses.isBusy else { return }
        act(.setTimer(.responseNeverBegan, at: now + min(Self.secondThought, settings.turns.responseTimeout)))
    }

    private static let secondThought = Duration.seconds(3)

    private mutating func heedStopWords(_ item: ItemKey, _ text: PrivateText, isWhole: Bool) {
        guard isServing(item.connection), stopWords.areSaid(by: item, text, isWhole: isWhole) else { return }
        perform(
            bargeIn.heard(
                .confirmed(.stopWord), isAudible: answers.isAudible, isAnswering: isInterruptible))
    }

    // MARK: Items

    private mutating func handleItem(_ event: ServiceEvent, on connection: ConnectionNumber) {
        switch event {
        case .itemCreated(let item, let previous):
            guard !HistorySeed.isSeed(item.id), !isOurText(item.id) else { return }
            open(item, on: connection, after: previous)
        case .error(let error): handle(error, on: connection)
        case .avatarAnswered(let answer): avatarAnswered(answer, on: connection)
        case .avatarSpeaks(let speaks): if isServing(connection) { avatarSpeaks(speaks) }
        case .warning(let error): tell(.serviceError(error))
        case .other(let name): tell(.otherServiceEvent(name: name))
        default: break
        }
    }

    private mutating func open(_ item: ServiceItem, on connection: ConnectionNumber, after previous: ItemID?) {
        guard case .message(let speaker) = item.kind, speaker != .system else { return }
        let before = previous.map { ItemKey(connection, $0) }
        let key = ItemKey(connection, item.id)
        if !isNews(key) { transcript.open(key, speaker, after: before) }
    }

    mutating func avatarSpeaks(_ speaks: Bool) {
        avatar.speaks(speaks)
        act(avatar.isSpeaking ? .setTimer(.avatar, at: now + settings.playout.capacity) : .cancelTimer(.avatar))
    }

    private mutating func avatarAnswered(_ answer: PrivateText, on connection: ConnectionNumber) {
        // What a line says that was replaced would connect the screen to nobody.
        guard isServing(connection) else { return }
        avatarOffer = nil
        tell(.avatar(.answered(answer)))
        avatar.screenConnected()
        if let held = firstWords { wantFirstResponse(isFallback: held) }
    }

    /// Who speaks first needs no greeting.
    mutating func personHasSpoken() {
        guard firstWords != nil else { return }
        firstWords = nil
        hasGreeted = true
    }

    // MARK: Errors

    private mutating func handle(_ error: ServiceError, on connection: ConnectionNumber) {
        tell(.serviceError(error))
        if let offer = avatarOffer, error.command == offer {
            avatarOffer = nil
            tell(.avatar(.failed(reason: error.code)))
        }
        switch error.kind {
        case .benign(.alreadyActiveResponse): responses.refusedAsBusy(error.command)
        case .benign(.emptyCommit): owesAnswer = false
        case .benign: break
        case .retryable, .refused:
            guard let command = error.command, responses.refused(command) else { return }
            answerWillNotCome()
        case .fatal:
            act(.close(connection))
            let closure = ServiceClosure(.serverTrouble, reason: error.code)
            perform(link.closed(connection, closure, at: now))
        }
    }

    mutating func answerWillNotCome() {
        owesAnswer = false
        stopwatch.abandon()
    }
}

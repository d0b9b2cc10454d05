/// The person talks over the answer: what is suspected, what is cut, and what the service is told of it.
extension ConversationMachine {
    mutating func perform(_ step: BargeInMachine.Step?) {
        switch step {
        case .hush(let response, let timeout):
            switch response {
            case .pause: play(.pause)
            case .duck(let decibels): play(.duck(decibels: decibels))
            }
            act(.setTimer(.verdict, at: now + timeout))
            tell(.interruption(.suspected))
        case .resume:
            act(.cancelTimer(.verdict))
            play(.resume)
            tell(.interruption(.resumed))
            fellBack(to: duplex.wasMisled())
        case .cut(let reason):
            act(.cancelTimer(.verdict))
            ear.interrupted()
            cutAnswer(reason)
            perform(turns.interrupted())
        case nil: break
        }
    }

    private mutating func cutAnswer(_ reason: BargeInReason) {
        let wasAudible = answers.isAudible
        let running = responses.open.filter { !responses.isCut($0) }
        let affected = Set(running).union(answers.unsettled.map(\.response))
        if wasAudible { play(.cut) }
        clearAvatar()
        tell(.interruption(.confirmed(reason)))
        responses.markCut(affected)
        responses.dropAnswers()
        answers.cut(responses: affected)
        captions.clear()
        stopwatch.abandon()
        brokenAnswer = false
        owesAnswer = false
        truncations.cutBegan(running: running, awaitsReport: wasAudible)
        stopService(reason, running)
        perform(tools.interrupted())
        stopFilling()
        guard wasAudible else { return settleCut([]) }
        act(.setTimer(.cutReport, at: now + settings.interruption.reportTimeout))
    }

    /// What the service has sent to the screen already, nobody here can cut.
    private mutating func clearAvatar() {
        guard avatar.isPresent else { return }
        avatarSpeaks(false)
        send(.clearOutput)
    }

    /// A service that interrupts by itself is left to it: a second cancel would only be an error.
    private mutating func stopService(_ reason: BargeInReason, _ running: [ResponseKey]) {
        guard isAnswering else { return }
        // One that was replaced hears nobody.
        for key in running where !isServing(key.connection) { send(.cancelResponse(key.response), on: key.connection) }
        switch reason {
        case .serviceHeardSpeech where serviceInterruptsByItself: break
        case .lastingSpeech where serviceInterruptsByItself, .stopWord where serviceInterruptsByItself:
            act(.setTimer(.serviceGrace, at: now + settings.interruption.serviceGrace))
        default: cancelRunning(running)
        }
    }

    mutating func cancelRunning(_ running: [ResponseKey]) {
        for key in running where responses.isOpen(key) && isServing(key.connection) {
            send(.cancelResponse(key.response), on: key.connection)
        }
        publish(truncations.allStopped())
    }

    mutating func cutReported(_ report: [PlayoutPosition]) {
        act(.cancelTimer(.cutReport))
        settleCut(report)
    }

    mutating func settleCut(_ report: [PlayoutPosition]) {
        let settled = answers.settleCut(report)
        publish(truncations.reported(settled))
        for item in Set(settled.map(\.part.item)) { settleLine(item) }
    }

    /// Sends truncations. Not where the service does it by its own guess.
    mutating func publish(_ list: [TruncationDesk.Truncation]) {
        guard !serviceTruncatesByItself else { return }
        for truncation in list {
            send(
                .truncate(
                    truncation.item.item, content: truncation.content, heardMilliseconds: truncation.milliseconds),
                on: truncation.item.connection)
        }
    }
}

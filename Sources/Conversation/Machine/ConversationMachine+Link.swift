/// Connections come and go; the conversation stays.
extension ConversationMachine {
    mutating func perform(_ steps: [ContinuityMachine.Step]) {
        for step in steps { perform(step) }
    }

    private mutating func perform(_ step: ContinuityMachine.Step) {
        switch step {
        case .open(let number, let endpoint): act(.open(number, endpoint, presentPlan))
        case .close(let number): act(.close(number))
        case .setTimer(let timer, let instant): act(.setTimer(timer, at: instant))
        case .cancelTimer(let timer): act(.cancelTimer(timer))
        case .link(let state): tell(.link(state))
        case .serve(let number, let old, let isFallback): serve(number, from: old, isFallback: isFallback)
        case .lost(let number): lineLost(number)
        case .gone(let number): connectionGone(number)
        case .noService(let closure): end(.noService(closure))
        case .rest:
            isResting = true
            play(.stopListening)
        }
    }

    private var presentPlan: SessionPlan {
        var plan = settings.plan
        plan.turnDetection = turnDetection
        plan.tools = tools.tools
        return plan
    }

    /// Mode, patience and a held floor as the service understands them.
    var turnDetection: TurnDetectionPlan {
        var plan = settings.plan.turnDetection
        switch turns.settings.mode {
        case .serverVAD: plan.kind = .energy
        case .semantic: plan.kind = .semantic
        case .localVAD, .pushToTalk, .text: plan.kind = .none
        }
        plan.silence = turns.settings.patience.silence
        if plan.kind == .semantic, turns.settings.asksForEndOfUtterance {
            plan.endOfUtteranceTimeout = turns.settings.patience.endOfUtteranceTimeout
        }
        if turns.isFloorHeld { plan.createsResponse = false }
        plan.interruptsResponse = plan.interruptsResponse && settings.interruption.mode == .speech
        return plan
    }

    var serviceInterruptsByItself: Bool { turnDetection.kind != .none && turnDetection.interruptsResponse }
    var serviceTruncatesByItself: Bool { turnDetection.kind != .none && turnDetection.autoTruncates }

    // MARK: A connection takes over

    private mutating func serve(_ number: ConnectionNumber, from old: ConnectionNumber?, isFallback: Bool) {
        responses.connectionChanged()
        turns.connectionChanged()
        hasSpokenOnConnection = false
        countTime(at: link.servingEndpoint?.prices?.perMinute)
        if isResting {
            isResting = false
            if turns.settings.mode != .text { play(.startListening(preroll: settings.uplink.preroll)) }
        }
        if let old {
            uplink.connectionLost()
            tools.connectionLost(old)
            forgetApprovals(of: old)
        }
        for item in HistorySeed.items(history, tokens: settings.continuity.historyTokens, connection: number) {
            send(.createItem(item), on: number)
        }
        perform(tools.connectionReady())
        uplink.connectionReady(at: now)
        wantFirstResponse(isFallback: isFallback)
    }

    /// All that is known of the conversation, in order, with what is still being said.
    private var history: [TranscriptLine] {
        memory.lines
            + transcript.unpublished.map { slot in
                var line = slot.line
                guard let said = answers.line(of: slot.item, asIfPlayed: true) else { return line }
                line.text = said.text
                line.heard = said.heard
                return line
            }
    }

    private mutating func wantFirstResponse(isFallback: Bool) {
        if isFallback, let notice = settings.continuity.fallbackNotice {
            responses.want(ResponseWish(request: ResponseRequest(verbatim: notice)))
        }
        if !hasGreeted { return greet() }
        if brokenAnswer {
            brokenAnswer = false
            let instructions = settings.continuity.resumeInstructions
            responses.want(ResponseWish(request: ResponseRequest(extraInstructions: instructions)))
        } else if owesAnswer, !uplink.hasUnsafeTurns {
            responses.want(.plain)
        }
    }

    private mutating func greet() {
        hasGreeted = true
        switch settings.greeting {
        case .verbatim(let text): responses.want(ResponseWish(request: ResponseRequest(verbatim: text)))
        case .instructed(let text): responses.want(ResponseWish(request: ResponseRequest(extraInstructions: text)))
        case nil: break
        }
    }

    // MARK: A connection is gone

    private mutating func lineLost(_ number: ConnectionNumber) {
        countTime(at: nil)
        brokenAnswer = brokenAnswer || answerBreaksOff(with: number)
        responses.connectionChanged()
        // The wish that was on its way is asked for again only where its turn is safe as text.
        if uplink.hasUnsafeTurns || brokenAnswer { responses.dropAnswers() }
        turns.connectionChanged()
        uplink.connectionLost()
        tools.connectionLost(number)
        forgetApprovals(of: number)
        connectionGone(number)
    }

    private func answerBreaksOff(with number: ConnectionNumber) -> Bool {
        let open = responses.open.filter { $0.connection == number && !responses.isCut($0) }
        return open.contains { key in answers.parts(of: key).contains { $0.hasSound || !$0.text.isEmpty } }
    }

    /// Nothing more will come from it: what is open in its name is closed.
    private mutating func connectionGone(_ number: ConnectionNumber) {
        for part in answers.connectionLost(number) where answers.soundIsComplete(part) { play(.finish(part)) }
        publish(truncations.allStopped(on: number))
        for slot in transcript.unpublished where slot.item.connection == number && !slot.isSettled {
            if slot.speaker == .assistant { settleLine(slot.item) } else { abandonLine(slot) }
        }
    }

    /// A turn that is sent again gets a line of its own there.
    private mutating func abandonLine(_ slot: TranscriptBook.Slot) {
        if uplink.hasUnsafeTurns {
            publish(transcript.drop(slot.item))
        } else {
            publish(transcript.fail(slot.item, reason: "connection lost"))
        }
    }

    mutating func inputsWereLost(_ count: Int) {
        tell(.soundLost(.inputs(count)))
        let closure = ServiceClosure(.network, reason: "events were lost")
        for number in [link.attempt?.number, link.serving?.number].compactMap({ $0 }) {
            act(.close(number))
            perform(link.closed(number, closure, at: now))
        }
    }
}

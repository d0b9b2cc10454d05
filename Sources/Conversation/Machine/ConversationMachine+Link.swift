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
        if let old { replace(old) }
        responses.connectionChanged(from: nil)
        turns.connectionChanged()
        hasSpokenOnConnection = false
        countTime(at: link.servingEndpoint?.prices?.perMinute)
        avatar = AvatarStage(link.serving?.session.avatar)
        act(.cancelTimer(.avatar))
        forgetOffer()
        tellRelays(link.serving?.session.relays ?? [])
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

    /// A screen's offer was for the line that it went out on.
    private mutating func forgetOffer() {
        guard avatarOffer != nil else { return }
        avatarOffer = nil
        tell(.avatar(.failed(reason: "the line to the service was replaced; make another offer")))
    }

    /// There was no quiet moment. An answer that is being given goes on where it is; what has not begun is asked anew,
    /// and a turn that is not safe is sent again and gets a line of its own there.
    private mutating func replace(_ old: ConnectionNumber) {
        let running = responses.open.filter { $0.connection == old }
        let kept = Set(running.filter { !responses.isCut($0) && hasBegun($0) })
        responses.connectionChanged(from: old, keeping: kept)
        responses.markCut(running.filter { !kept.contains($0) })
        if !kept.isEmpty { uplink.allTurnsAreSafe(but: turns.unfinished) }
        for slot in transcript.unpublished where slot.item.connection == old && uplink.isUnsafe(slot.item) {
            publish(transcript.drop(slot.item))
        }
    }

    private func hasBegun(_ response: ResponseKey) -> Bool {
        answers.parts(of: response).contains { $0.hasSound || !$0.text.isEmpty }
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

    mutating func wantFirstResponse(isFallback: Bool) {
        firstWords = avatar.awaitsScreen ? isFallback : nil
        if avatar.awaitsScreen {
            // Said now it would be said to nobody. What the person asked is answered all the same.
            if owesAnswer, !brokenAnswer, mayAnswerAnew { responses.want(.plain) }
            return
        }
        if isFallback, let notice = settings.continuity.fallbackNotice {
            responses.want(ResponseWish(request: ResponseRequest(verbatim: notice)))
        }
        if !hasGreeted { return greet() }
        if brokenAnswer {
            brokenAnswer = false
            let instructions = settings.continuity.resumeInstructions
            responses.want(ResponseWish(request: ResponseRequest(extraInstructions: instructions)))
        } else if owesAnswer, mayAnswerAnew {
            responses.want(.plain)
        }
    }

    /// What was asked on the connection before is known to this one, and nobody is at work on it.
    private var mayAnswerAnew: Bool {
        !uplink.hasUnsafeTurns && responses.open.isEmpty && !tools.willWantResponse
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
        avatar = AvatarStage(nil)
        forgetOffer()
        brokenAnswer = brokenAnswer || answerBreaksOff(with: number)
        responses.connectionChanged(from: number)
        // The wish that was on its way is asked for again only where its turn is safe as text.
        if uplink.hasUnsafeTurns || brokenAnswer { responses.dropAnswers() }
        turns.connectionChanged()
        uplink.connectionLost()
        tools.connectionLost(number)
        forgetApprovals(of: number)
        connectionGone(number)
    }

    /// A connection that was replaced is closed, unless it is in the middle of an answer: that it may finish. A service
    /// that stops in the middle is given up as anywhere.
    mutating func lingered(_ number: ConnectionNumber) {
        guard answerBreaksOff(with: number) else { return perform(link.lingeredLongEnough(number)) }
        act(.setTimer(.linger(number), at: now + .seconds(1)))
    }

    private func answerBreaksOff(with number: ConnectionNumber) -> Bool {
        responses.open.contains { $0.connection == number && !responses.isCut($0) && hasBegun($0) }
    }

    /// Nothing more will come from it: what is open in its name is closed.
    private mutating func connectionGone(_ number: ConnectionNumber) {
        perform(tools.replacedConnectionEnded(number))
        takeUpBrokenAnswer(of: number)
        for part in answers.connectionLost(number) where answers.soundIsComplete(part) { play(.finish(part)) }
        publish(truncations.allStopped(on: number))
        for slot in transcript.unpublished where slot.item.connection == number && !slot.isSettled {
            if slot.speaker == .assistant { settleLine(slot.item) } else { abandonLine(slot) }
        }
    }

    /// An answer that was still being given when its connection was replaced, and was not told to its end.
    private mutating func takeUpBrokenAnswer(of number: ConnectionNumber) {
        let isBroken = answerBreaksOff(with: number)
        responses.connectionGone(number)
        guard isBroken, link.serving != nil, !turns.isPersonSpeaking else { return }
        brokenAnswer = true
        wantFirstResponse(isFallback: false)
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

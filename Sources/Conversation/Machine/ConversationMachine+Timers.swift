/// Time that has passed.
extension ConversationMachine {
    mutating func handle(_ timer: ConversationTimer) {
        switch timer {
        case .connect(let number): perform(link.connectTimedOut(number, at: now))
        case .linger(let number): lingered(number)
        case .retry: perform(link.retry(at: now))
        case .fallback: perform(link.fallBack(at: now))
        case .returnToPreferred: perform(link.returnToPreferred(at: now))
        case .renewal: perform(link.renew(at: now))
        case .hardRenewal: perform(link.renewAtOnce(at: now))
        case .toolDeadline(let number): perform(tools.giveUp(number, .timeout))
        case .approvalDeadline(let approval): approvalTimedOut(approval)
        case .responseNeverBegan, .responseStalled, .turnEnd, .commit, .avatar, .verdict, .serviceGrace, .cutReport:
            handleTurnTimer(timer)
        case .idle, .idleWarning, .transcriptWait, .longest, .servedTime, .filler: handleWatchTimer(timer)
        case .outage: perform(link.outageLasted())
        }
    }

    private mutating func handleTurnTimer(_ timer: ConversationTimer) {
        switch timer {
        case .responseNeverBegan: responseNeverBegan()
        case .responseStalled: responseStalled()
        case .turnEnd: perform(turns.waitedLongEnough())
        case .commit: turns.commitNeverCame()
        case .avatar: avatarSpeaks(false)
        case .verdict: perform(bargeIn.verdictTimedOut())
        case .serviceGrace: cancelRunning(responses.open.filter(responses.isCut))
        case .cutReport: settleCut([])
        default: break
        }
    }

    /// A service need not answer every noise; but it must answer what it was asked.
    private mutating func responseNeverBegan() {
        let wasAsked = responses.giveUpWaiting()
        answerWillNotCome()
        if wasAsked { tell(.serviceError(ServiceError(.retryable(after: nil), code: "response_never_began"))) }
    }

    /// The line is up, and an answer has stopped in its middle.
    private mutating func responseStalled() {
        let due = lastResponseEvent + settings.turns.stallTimeout
        guard due <= now else { return act(.setTimer(.responseStalled, at: due)) }
        for key in responses.open {
            send(.cancelResponse(key.response), on: key.connection)
            responses.markCut([key])
            finish(key)
            _ = responses.done(key)
            perform(tools.responseEnded(key))
        }
        answerWillNotCome()
        tell(.serviceError(ServiceError(.retryable(after: nil), code: "response_stalled")))
    }

    private mutating func handleWatchTimer(_ timer: ConversationTimer) {
        switch timer {
        case .idle:
            switch idle.timeIsUp(isPersonSpeaking: turns.isPersonSpeaking, at: now) {
            case .end: end(.idle)
            case .askAgain(let instant): act(.setTimer(.idle, at: instant))
            case .nothing: break
            }
        case .idleWarning: tell(.idleSoon(in: settings.idle.warning))
        case .longest: closePolitely(.tooLong)
        case .servedTime: countTime(at: link.servingEndpoint?.prices?.perMinute)
        case .filler: fill()
        case .transcriptWait:
            isTranscriptTimerSet = false
            publish(transcript.stopWaitingForHead())
        default: break
        }
    }

    mutating func perform(_ step: IdleWatch.Step?) {
        switch step {
        case .set(let end, let warning):
            act(.setTimer(.idle, at: end))
            act(warning.map { .setTimer(.idleWarning, at: $0) } ?? .cancelTimer(.idleWarning))
        case .clear:
            act(.cancelTimer(.idle))
            act(.cancelTimer(.idleWarning))
        case nil: break
        }
    }
}

/// What the microphone and the loudspeaker tell.
extension ConversationMachine {
    mutating func handle(_ event: DuplexAudioEvent) {
        switch event {
        case .microphone(let packet): _ = take(packet)
        case .nearEnd(let speech):
            ear.nearEnd(speech)
            handle(speech)
        case .bargeIn(let evidence) where isHeeded(evidence):
            ear.bargeIn(evidence)
            perform(bargeIn.heard(evidence, isAudible: answers.isAudible, isAnswering: isInterruptible))
        case .bargeIn(let evidence): ear.bargeIn(evidence)
        case .began(let part, let rendered, let heard): began(part, rendered: rendered, heard: heard)
        case .heard(let position): answers.heard(position)
        case .ended(let position): ended(position)
        case .markHeard(let number):
            if let caption = captions.heard(number) {
                tell(.caption(caption.kind, transcript.name(of: caption.part.item), at: caption.offset))
            }
        case .cut(let report): cutReported(report)
        case .starved(_, let gap): tell(.soundLost(.answerGap(gap)))
        case .health(let health): soundChanged(health)
        case .echo(let reading): fellBack(to: duplex.heard(reading))
        }
    }

    /// Returns whether it went out, or did not, without further consequence.
    mutating func take(_ packet: MicrophonePacket) -> Bool {
        // Half duplex: the service would take our own voice for a person's.
        let isDeaf = duplex.mode > .full && answers.isAudible
        let steps = uplink.take(isDeaf ? packet.silenced : packet, at: now)
        perform(steps)
        return steps.allSatisfy(\.isSoundOnly)
    }

    mutating func fellBack(to mode: DuplexMode?) {
        guard let mode else { return }
        tell(.duplex(mode))
        perform(bargeIn.fall(to: mode))
    }

    private mutating func soundChanged(_ health: DuplexHealth) {
        tell(.health(health))
        // Nothing will pace what is left to send.
        hasMicrophone = health != .noMicrophone && health != .noSound
        if !hasMicrophone {
            perform(turns.microphoneGone(at: now))
            perform(uplink.flush(at: now))
        }
        // An avatar is heard elsewhere.
        if health == .noLoudspeaker || health == .noSound, !avatar.isPresent {
            perform(
                bargeIn.demanded(
                    .loudspeakerGone, isAudible: answers.isAudible, isAnswering: isInterruptible))
        }
    }

    /// Where a button says who speaks to us, other voices are not meant for us; a stop word always is.
    private func isHeeded(_ evidence: BargeInEvidence) -> Bool {
        switch turns.settings.mode {
        case .serverVAD, .semantic, .localVAD: true
        case .pushToTalk: evidence == .confirmed(.stopWord)
        case .text: false
        }
    }

    // MARK: The person's voice

    private mutating func handle(_ speech: NearEndSpeech) {
        switch speech {
        case .started(_, let at, _): uplink.localSpeechStarted(at: at)
        case .ended(_, let at):
            uplink.localSpeechEnded(at: at)
            stopwatch.localSpeechEnded(at: at)
        }
        gateAround(speech)
        if case .started = speech { stopWords.localTurnBegan(overAnswer: isOverAnswer) }
        // Where speech does not interrupt, what is said over the answer is a turn like any other.
        let waitsForVerdict = answers.isAudible && settings.interruption.mode != .stopWord
        perform(turns.nearEnd(speech, isAudible: waitsForVerdict))
    }

    /// The person hears an answer, or would in a moment.
    var isOverAnswer: Bool { answers.isAudible || isInterruptible }

    private mutating func gateAround(_ speech: NearEndSpeech) {
        guard turns.settings.mode.isServiceJudged, settings.uplink.isGated else { return }
        switch speech {
        case .started(_, let at, _): uplink.open(from: at)
        case .ended(_, let at):
            uplink.close(at: at + turns.settings.patience.silence + settings.uplink.trailing)
        }
    }

    mutating func perform(_ steps: [TurnMachine.Step]) {
        for step in steps { perform(step) }
    }

    private mutating func perform(_ step: TurnMachine.Step) {
        switch step {
        case .openGate(let start): uplink.open(from: start)
        case .waitForEnd(let instant): act(.setTimer(.turnEnd, at: instant))
        case .stopWaiting: act(.cancelTimer(.turnEnd))
        case .endTurn: endTurn()
        case .interrupt:
            perform(bargeIn.demanded(.button, isAudible: answers.isAudible, isAnswering: isInterruptible))
        case .createResponse: responses.want(.plain)
        }
    }

    private mutating func endTurn() {
        let shortest = settings.turns.shortestCommit
        guard turns.settings.mode == .pushToTalk, hasMicrophone else {
            return perform(uplink.commit(shortest: shortest, at: now))
        }
        // The last syllable is still on its way from the microphone.
        uplink.commit(behind: now, shortest: shortest)
    }

    mutating func perform(_ steps: [UplinkMachine.Step]) {
        for step in steps {
            switch step {
            case .append(let packet):
                budget.exchanged(packet.length)
                send(.append(packet))
            case .commit: committed()
            case .clear: send(.clearInput)
            case .lost(let length): tell(.soundLost(.microphone(length)))
            }
        }
    }

    /// All sound of a turn that we end by hand has left.
    private mutating func committed() {
        send(.commitInput)
        perform(idle.touch(at: now))
        owesAnswer = true
        responses.want(.plain)
        let last = stopwatch.lastLocalEnd ?? now
        if let journey = uplink.position.sent(spoken: last) {
            stopwatch.questionEnded(turn: transcript.currentTurn + 1, lastSpeech: last, journey: journey)
        }
    }

    // MARK: The loudspeaker

    private mutating func began(_ part: PlayoutPart, rendered: Duration, heard: Duration) {
        guard let response = answers.part(part)?.response else { return }
        if let timing = stopwatch.began(response, rendered: rendered, heard: heard) { tell(.turn(timing)) }
    }

    private mutating func ended(_ position: PlayoutPosition) {
        answers.ended(position)
        captions.clear(position.part)
        settleLine(position.part.item)
        if !answers.isAudible, bargeIn.isSuspecting {
            perform(bargeIn.heard(.dismissed, isAudible: false, isAnswering: isInterruptible))
        }
    }
}

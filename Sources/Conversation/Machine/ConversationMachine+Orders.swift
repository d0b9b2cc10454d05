/// What clients and the admin want.
extension ConversationMachine {
    mutating func handle(_ order: ConversationOrder) {
        switch order {
        case .stop(let manner): stop(manner)
        case .say, .show, .announce, .interrupt, .pushToTalk, .holdFloor: handleTalk(order)
        case .tools, .toolOwnerGone, .toolResult, .approve: handleTools(order)
        case .patience, .mode, .instructions, .voice: handleChange(order)
        case .touch: perform(idle.touch(at: now))
        case .retryNow: perform(link.retryNow(at: now))
        case .raw(let text): send(.raw(text))
        case .terms(let terms): take(terms)
        case .dayBegan(let spent): budget.dayBegan(spent: spent)
        case .connectAvatar(let offer): connectAvatar(offer)
        }
    }

    private mutating func stop(_ manner: StopManner) {
        switch manner {
        case .now: end(.stopped)
        case .forRestart: end(drain ?? .suspended)
        case .afterAnswer: beginDraining(.stopped)
        }
    }

    // MARK: Talking

    private mutating func handleTalk(_ order: ConversationOrder) {
        switch order {
        case .say(let text, let speaker, let item): say(text, as: speaker, item)
        case .show where drain != nil, .announce where drain != nil: tell(.refused(.notInThisMode))
        case .show(let picture, let text, let item):
            interruptFor { $0.send(.createItem(.image(item ?? $0.nextItem(), dataURI: picture, text))) }
        case .announce(let text, let item):
            responses.want(ResponseWish(request: ResponseRequest(verbatim: text), item: item))
        case .interrupt:
            perform(bargeIn.demanded(.button, isAudible: answers.isAudible, isAnswering: isInterruptible))
        case .pushToTalk(let pressed): push(pressed)
        case .holdFloor(let held): hold(held)
        default: break
        }
    }

    private mutating func push(_ pressed: Bool) {
        guard let steps = turns.push(pressed, at: now) else { return tell(.refused(.notInThisMode)) }
        perform(steps)
    }

    private mutating func say(_ text: PrivateText, as speaker: Speaker, _ item: ItemID?) {
        guard text.text.utf8.count <= TranscriptBook.longestText else { return tell(.refused(.tooLong)) }
        guard !text.isEmpty, drain == nil else { return tell(.refused(.notInThisMode)) }
        guard speaker == .person else { return write(text, as: speaker, item) }
        interruptFor { $0.write(text, as: speaker, item) }
    }

    /// New words of the person end the present answer, and want one of their own.
    private mutating func interruptFor(_ write: (inout Self) -> Void) {
        perform(bargeIn.demanded(.newText, isAudible: answers.isAudible, isAnswering: isInterruptible))
        write(&self)
        personHasSpoken()
        perform(idle.touch(at: now))
        owesAnswer = true
        responses.want(.plain)
    }

    /// Without a line the text is part of the history that the next one is told.
    private mutating func write(_ text: PrivateText, as speaker: Speaker, _ name: ItemID?) {
        let item = name ?? nextItem()
        let key = ItemKey(link.serving?.number ?? ConnectionNumber(0), item)
        send(.createItem(.message(item, speaker, text)))
        transcript.open(key, speaker)
        publish(transcript.settle(key, text: text))
    }

    /// A picture belongs to one connection: after a renewal the screen has to offer again.
    private mutating func connectAvatar(_ offer: PrivateText) {
        guard let target = link.serving?.number, link.isAlive(target) else {
            return tell(.avatar(.failed(reason: "there is no line to the service")))
        }
        let number = nextCommand()
        avatarOffer = number
        act(.send(.connectAvatar(offer), number, target))
    }

    private mutating func hold(_ held: Bool) {
        perform(turns.hold(held, at: now))
        changeTurnDetection()
    }

    // MARK: Tools

    private mutating func handleTools(_ order: ConversationOrder) {
        switch order {
        case .tools(let list):
            tools.register(list)
            send(.change(SessionChange(tools: list)))
        case .toolOwnerGone(let names):
            perform(tools.ownerGone(names))
            send(.change(SessionChange(tools: tools.tools)))
        case .toolResult(let number, let result):
            guard let steps = tools.result(result, for: number) else { return tell(.refused(.unknownCall(number))) }
            perform(steps)
        case .approve(let approval, let approved): approve(approval, approved)
        default: break
        }
    }

    // MARK: Changes

    private mutating func handleChange(_ order: ConversationOrder) {
        switch order {
        case .patience(let patience):
            turns.settings.patience = patience
            changeTurnDetection()
        case .mode(let mode): change(to: mode)
        case .instructions(let text):
            // Services put their own default text in place of an empty one.
            settings.plan.instructions = text.isEmpty ? " " : text
            send(.change(SessionChange(instructions: settings.plan.instructions)))
        case .voice(let voice): change(voice: voice)
        default: break
        }
    }

    mutating func changeTurnDetection() {
        guard turns.settings.mode.isServiceJudged else { return }
        send(.change(SessionChange(turnDetection: turnDetection)))
    }

    private mutating func change(to mode: TurnMode) {
        let old = turns.settings.mode
        guard mode != old else { return }
        turns.modeChanged(to: mode)
        act(.cancelTimer(.turnEnd))
        uplink.modeChanged(isOpen: mode.isServiceJudged && !settings.uplink.isGated)
        // A detector that starts on old sound would find old turns in it.
        if mode.isServiceJudged, !old.isServiceJudged { send(.clearInput) }
        send(.change(SessionChange(turnDetection: turnDetection)))
        if mode == .text { play(.stopListening) }
        if old == .text { play(.startListening(preroll: settings.uplink.preroll)) }
    }

    /// Once something was said, only a new connection can speak with another voice.
    private mutating func change(voice name: String) {
        let voice = VoicePlan(name, manner: settings.plan.voice?.manner ?? .init())
        settings.plan.voice = voice
        if hasSpokenOnConnection { return perform(link.renew(at: now)) }
        send(.change(SessionChange(voice: voice)))
    }
}

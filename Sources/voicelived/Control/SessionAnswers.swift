import Configuration
import ControlProtocol
import Conversation
import LiveAudio

extension DaemonCommands {
    func say(_ params: SessionSay.Params) throws(ControlError) -> SessionSay.Result {
        let text = PrivateText(params.text)
        let item = ItemID.fresh()
        let order: ConversationOrder =
            switch params.role {
            case .user: .say(text, as: .person, item: item)
            case .system: .say(text, as: .system, item: item)
            case .assistant: .announce(text, item: item)
            }
        try requireOpenEars()
        try desk.tell(order, session: params.session)
        return SessionSay.Result(item: item.text)
    }

    func interrupt(_ params: SessionInterrupt.Params) throws(ControlError) -> SessionInterrupt.Result {
        // Before it is cut and forgotten. What is on its way to the ear, some ten milliseconds, is not in it.
        let heard = cards.card?.audio.heardNow ?? .zero
        try desk.tell(.interrupt, session: params.session)
        cards.card?.audio.stopPrompts()
        return SessionInterrupt.Result(playedMilliseconds: heard.wholeMilliseconds)
    }

    func approve(_ params: SessionApprove.Params) throws(ControlError) {
        let approval = try desk.approvals(of: params.session).take(params.approval)
        try desk.tell(.approve(approval, params.allow), session: params.session)
    }

    /// A session that ends after its present answer takes nothing new.
    func requireOpenEars() throws(ControlError) {
        guard board.read().phase != .draining else {
            throw ControlError(
                .sessionState, "the session ends after the present answer", hint: "start a new session")
        }
    }

    func update(_ params: SessionUpdate.Params) throws(ControlError) -> SessionUpdate.Result {
        guard params.overrides == nil else {
            throw ControlError(
                .sessionState, "overrides hold from the start of a session", hint: "give them to session.start")
        }
        var applied: [NamedItem] = []
        if let instructions = params.instructions {
            try desk.tell(.instructions(instructions), session: params.session)
            applied.append(NamedItem(name: "instructions"))
        }
        if let voice = params.voice {
            try desk.tell(.voice(voice), session: params.session)
            applied.append(NamedItem(name: "voice"))
        }
        return SessionUpdate.Result(applied: applied)
    }

    func touch(_ params: SessionTouch.Params) throws(ControlError) -> SessionTouch.Result {
        try desk.tell(.touch, session: params.session)
        return SessionTouch.Result(
            idleUntilMilliseconds: desk.ownIdleMilliseconds
                ?? store.settings.session.idleTimeout.wholeMilliseconds)
    }
}

extension ItemID {
    /// The name of something that a client puts into the conversation: ours, and never used before, not even by a daemon
    /// before this one. Services take names of up to 32 letters.
    static func fresh() -> ItemID {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return ItemID("text_" + String(repeating: "0", count: 16 - digits.count) + digits)
    }
}

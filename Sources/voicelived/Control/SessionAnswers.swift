import Configuration
import ControlProtocol
import Conversation

extension DaemonCommands {
    func say(_ params: SessionSay.Params) throws(ControlError) -> SessionSay.Result {
        let text = PrivateText(params.text)
        let order: ConversationOrder =
            switch params.role {
            case .user: .say(text, as: .person)
            case .system: .say(text, as: .system)
            case .assistant: .announce(text)
            }
        try desk.tell(order, session: params.session)
        return SessionSay.Result(item: "")
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

    func touched() -> SessionTouch.Result {
        SessionTouch.Result(idleUntilMilliseconds: store.settings.session.idleTimeout.wholeMilliseconds)
    }
}

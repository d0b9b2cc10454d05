/// What the person hears while tools keep an answer waiting.
extension ConversationMachine {
    /// From the first call on: the wait counts from there, whatever is called later.
    mutating func armFiller() {
        guard let after = settings.tools.filler.after, !isFilling else { return }
        isFilling = true
        act(.setTimer(.filler, at: now + after))
    }

    /// Once all calls are answered there is nothing to fill.
    mutating func settleFiller() {
        if isFilling, !tools.isBusy { stopFilling() }
    }

    mutating func stopFilling() {
        isFilling = false
        act(.cancelTimer(.filler))
    }

    mutating func fill() {
        guard isFilling, tools.isBusy else { return }
        // Somebody is talking already: silence is not the trouble.
        guard !answers.isAudible, !turns.isPersonSpeaking, responses.open.isEmpty else {
            return act(.setTimer(.filler, at: now + (settings.tools.filler.after ?? .seconds(1))))
        }
        if let words = settings.tools.filler.words {
            responses.want(ResponseWish(request: ResponseRequest(verbatim: words)))
        } else {
            lastTone += 1
            for order in SoftTone.orders(numbered: lastTone) { play(order) }
            act(.setTimer(.filler, at: now + SoftTone.pause))
        }
    }
}

/// What the box's own ear tells of stop words.
extension ConversationMachine {
    mutating func handle(_ event: StopWordEvent) {
        switch event {
        case .hears: earChanged(hears: true, news: .stopWordsHeard)
        case .gone(let reason): earChanged(hears: false, news: .stopWordsUnheard(reason: reason))
        case .said(let text, let number):
            guard stopWords.areSaid(in: text), !isOurOwn, ear.isHeeded(under: number) else { return }
            perform(
                bargeIn.heard(.confirmed(.stopWord), isAudible: answers.isAudible, isAnswering: isInterruptible))
        }
    }

    private mutating func earChanged(hears: Bool, news: ConversationNews) {
        ear.changed(hears: hears)
        tell(news)
        fellBack(to: duplex.listens(hears))
    }

    /// Where echo comes through, an answer that says the word itself does not interrupt itself.
    private var isOurOwn: Bool {
        duplex.mode > .full && answers.unsettled.contains { stopWords.areSaid(in: $0.text) }
    }

    mutating func settleEar() {
        let isHeeded = turns.settings.mode != .text && duplex.mode < .key
        guard let step = ear.settle(isHeard: isHeard && isHeeded) else { return }
        act(.ear(step))
    }
}

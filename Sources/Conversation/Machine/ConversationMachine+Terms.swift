/// The admin changed the settings while the conversation runs.
extension ConversationMachine {
    mutating func take(_ terms: ConversationTerms) {
        let old = settings.terms
        guard terms != old else { return }
        let detection = turnDetection
        settings.take(terms)
        if terms.interruption != old.interruption { interruptionChanged(from: old.interruption) }
        if turnDetection != detection { changeTurnDetection() }
        tools.settings = terms.tools
        if terms.tools.filler.after == nil { stopFilling() }
        (uplink.settings.trailing, uplink.settings.retained) = (terms.trailing, terms.retained)
        pacer.longestStretch = terms.longestStretch
        if terms.longest != old.longest { limitLength() }
        if terms.idle != old.idle { perform(idle.take(terms.idle, at: now)) }
        perform(link.take(terms.continuity, prices: terms.prices, at: now))
        if link.serving != nil, terms.prices != old.prices {
            countTime(at: link.servingEndpoint?.prices?.perMinute)
        }
        if terms.budget != old.budget { heed(budget.take(terms.budget)) }
    }

    private mutating func interruptionChanged(from old: InterruptionSettings) {
        let new = settings.interruption
        if new.sensitivity != old.sensitivity { play(.watch(new.sensitivity)) }
        if new.stopWords != old.stopWords { stopWords.listen(for: new.stopWords) }
        perform(bargeIn.take(new))
        fellBack(to: duplex.allow(new.degrades))
    }

    /// Counted from the conversation's beginning, whenever the limit was set.
    mutating func limitLength() {
        guard let longest = settings.longest else { return act(.cancelTimer(.longest)) }
        act(.setTimer(.longest, at: max(now, began + longest)))
    }
}

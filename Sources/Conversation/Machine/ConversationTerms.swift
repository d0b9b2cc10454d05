/// What a conversation that runs takes when the admin changes its settings. The rest is for the next conversation.
package struct ConversationTerms: Equatable, Sendable {
    package var interruption = InterruptionSettings()
    package var tools = ToolSettings()
    package var continuity = ContinuitySettings()
    package var budget = BudgetSettings()
    /// Of endpoints that the conversation knows; one that is not named here has no prices.
    package var prices: [EndpointName: PriceList] = [:]
    package var idle = IdleSettings()
    package var longest: Duration?
    package var transcript = TranscriptSettings()
    package var responseTimeout = TurnSettings().responseTimeout
    /// Sent after speech, with a gated uplink.
    package var trailing = UplinkSettings().trailing
    /// Sound kept for a new connection.
    package var retained = UplinkSettings().retained
    package var longestStretch = PlayoutSettings().longestStretch

    package init() {}
}

extension ConversationSettings {
    /// The part of these settings that can change in mid-conversation.
    package var terms: ConversationTerms {
        var terms = ConversationTerms()
        terms.interruption = interruption
        terms.tools = tools
        terms.continuity = continuity
        terms.budget = budget
        for endpoint in endpoints { terms.prices[endpoint.name] = endpoint.prices }
        (terms.idle, terms.longest, terms.transcript) = (idle, longest, transcript)
        terms.responseTimeout = turns.responseTimeout
        (terms.trailing, terms.retained) = (uplink.trailing, uplink.retained)
        terms.longestStretch = playout.longestStretch
        return terms
    }

    /// The endpoints stay; only what they cost is new.
    mutating func take(_ terms: ConversationTerms) {
        interruption = terms.interruption
        tools = terms.tools
        continuity = terms.continuity
        budget = terms.budget
        for index in endpoints.indices { endpoints[index].prices = terms.prices[endpoints[index].name] }
        (idle, longest, transcript) = (terms.idle, terms.longest, terms.transcript)
        turns.responseTimeout = terms.responseTimeout
        (uplink.trailing, uplink.retained) = (terms.trailing, terms.retained)
        playout.longestStretch = terms.longestStretch
    }
}

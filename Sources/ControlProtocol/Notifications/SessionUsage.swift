/// What the session has used.
package struct SessionUsage: Topic, Equatable {
    /// All tokens.
    package var tokens: Int
    /// Of these, cached.
    package var cachedTokens: Int
    /// Sound sent to the service and received from it.
    package var audioMilliseconds: Int
    /// By the configured price table; missing when a price is unknown.
    package var cost: Double?
    /// Of cost.
    package var currency: String?

    package init(
        tokens: Int,
        cachedTokens: Int = 0,
        audioMilliseconds: Int,
        cost: Double? = nil,
        currency: String? = nil
    ) {
        self.tokens = tokens
        self.cachedTokens = cachedTokens
        self.audioMilliseconds = audioMilliseconds
        self.cost = cost
        self.currency = currency
    }

    package static let record = Record(
        SessionUsage.init,
        Field("tokens", \.tokens, "All tokens."),
        Field("cached_tokens", \.cachedTokens, "Of these, cached.", default: 0),
        Field("audio_ms", \.audioMilliseconds, "Sound sent to the service and received from it."),
        Field("cost", \.cost, "By the configured price table; missing when a price is unknown."),
        Field("currency", \.currency, "Of cost."))

    package static let facts = TopicFacts(
        "session.usage", keeps: .must, role: .observer,
        about: "What the session has used.")
    package static let example = SessionUsage(tokens: 1_200, audioMilliseconds: 9_000)
}

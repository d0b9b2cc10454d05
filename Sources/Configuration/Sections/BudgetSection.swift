/// What conversations may cost.
package struct BudgetSection: SettingSection {
    package var currency = "USD"
    package var perSession = 0.0
    package var perDay = 0.0
    package var tokensPerSession = 0
    package var warnAt = 0.8
    package var closingWords = ""
    package var prices: [PriceSection] = []

    package init() {}

    package static let path = "budget"
    package static let about = "Caps on what conversations may cost. Without a price, the cost is unknown, not zero."

    package static let keys: [SettingKey<BudgetSection>] = [
        SettingKey(
            "currency", \.currency, .currency, .nextSession, "Three letters; only a name, nothing is converted."),
        SettingKey(
            "per_session", \.perSession, .number(0...100_000, unit: "currency"), .live,
            "Cap for one session. 0: none. At the cap the answer is finished and the session ends."),
        SettingKey(
            "per_day", \.perDay, .number(0...100_000, unit: "currency"), .live,
            "Cap for a day by the machine's clock. 0: none."),
        SettingKey(
            "tokens_per_session", \.tokensPerSession, .integer(0...100_000_000), .live,
            "Cap that needs no price. 0: none."),
        SettingKey("warn_at", \.warnAt, .number(0.1...1), .live, "Warn when this part of a cap is used."),
        SettingKey(
            "closing_words", \.closingWords, .text(upTo: 512), .live,
            "What is said when a cap is reached. Empty: nothing."),
        SettingKey(
            "price", \.prices, .records(upTo: 64), .live,
            "The price table: [[budget.price]] tables, each with a model and prices per million tokens."),
    ]
}

/// Prices of one model, per million tokens. What is unset is unknown.
package struct PriceSection: SettingSection {
    package var model = ""
    package var inputText: Double?
    package var inputAudio: Double?
    package var cachedText: Double?
    package var cachedAudio: Double?
    package var outputText: Double?
    package var outputAudio: Double?
    package var perMinute: Double?

    package init() {}

    package static let path = "budget.price"
    package static let about = "Prices of one model, in the budget's currency per million tokens."

    private static let amount = Rule.number(0...1_000_000, unit: "per million tokens").optional

    package static let keys: [SettingKey<PriceSection>] = [
        SettingKey(
            "model", \.model, .text(upTo: 128), .live, "The model, as the endpoint names it; must be there."),
        SettingKey("input_text", \.inputText, amount, .live, "Text that the model reads."),
        SettingKey("input_audio", \.inputAudio, amount, .live, "Sound that the model hears."),
        SettingKey("cached_text", \.cachedText, amount, .live, "Text that it has read before."),
        SettingKey("cached_audio", \.cachedAudio, amount, .live, "Sound that it has heard before."),
        SettingKey("output_text", \.outputText, amount, .live, "Text that it writes."),
        SettingKey("output_audio", \.outputAudio, amount, .live, "Sound that it makes."),
        SettingKey(
            "per_minute", \.perMinute, Rule.number(0...1000, unit: "per minute").optional, .live,
            "A minute of connection, for services that bill time. Without another price tokens are free then."),
    ]
}

extension Rule where Value == String {
    static let currency = form("currency", "three capital letters", upTo: 3, samples: ["USD", "EUR"]) { text in
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            ? nil : "must be three capital letters"
    }
}

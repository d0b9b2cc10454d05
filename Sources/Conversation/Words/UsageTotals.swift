/// What a conversation has used so far. Cached tokens are not counted among the uncached ones.
package struct UsageTotals: Equatable, Sendable {
    package var inputText = 0
    package var inputAudio = 0
    package var cachedText = 0
    package var cachedAudio = 0
    package var outputText = 0
    package var outputAudio = 0
    /// Microseconds of sound, both ways.
    package var sound = 0
    package var responses = 0
    /// Responses that ended without a count. Where this is not 0, tokens and cost are lower bounds.
    package var uncounted = 0
    /// `nil` when some of it has no known price.
    package var cost: Cost? = .zero
    /// The part of the cost that is known.
    package var knownCost = Cost.zero

    package init() {}

    /// Of all kinds.
    package var tokens: Int {
        [inputText, inputAudio, cachedText, cachedAudio, outputText, outputAudio].reduce(0) { $0.addingClamped($1) }
    }
}

/// Money in billionths of the price table's currency.
package struct Cost: Comparable, Hashable, Sendable {
    package var billionths: Int

    package init(billionths: Int) { self.billionths = billionths }
    package static let zero = Cost(billionths: 0)

    package static func < (left: Cost, right: Cost) -> Bool { left.billionths < right.billionths }
}

/// A cap and how near it is.
package enum BudgetNotice: Equatable, Sendable {
    /// The part of a cap at which a warning is wished is spent.
    case nearing(BudgetCap)
    /// The cap is reached: the conversation closes politely.
    case reached(BudgetCap)
}

/// What can be capped.
package enum BudgetCap: String, Equatable, Sendable, CaseIterable {
    case session, day, tokens
}

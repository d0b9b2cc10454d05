/// Counts what responses cost, and says when a cap is near or reached.
struct BudgetMeter: Equatable, Sendable {
    private var settings: BudgetSettings
    /// A minute that is billed is counted in ten steps.
    static let countsEvery = Duration.seconds(6)
    /// Spent today outside of `totals`; less than zero when part of them is of another day.
    private var spentBefore: Cost
    private(set) var totals: UsageTotals
    private var counted = RecentSet<ResponseKey>(capacity: 64)
    private var told: Set<Told> = []
    /// Since when a connection has been served that bills time, beyond what is counted; and its price of a minute.
    private var servedSince: Duration?
    private var timePrice: Cost?

    private struct Told: Hashable, Sendable {
        var cap: BudgetCap
        var isReached: Bool
    }

    init(_ settings: BudgetSettings, spentToday: Cost, totals: UsageTotals) {
        self.settings = settings
        self.totals = totals
        spentBefore = spentToday
    }

    /// A cap that leaves nothing to spend.
    var exhausted: BudgetCap? { caps.first { $0.spent >= $0.limit }?.cap }

    mutating func count(_ usage: ServiceUsage?, of response: ResponseKey, prices: PriceList?) -> [BudgetNotice] {
        guard counted.insert(response) else { return [] }
        totals.add(usage, prices: prices)
        return caps.flatMap { notices(for: $0) }
    }

    mutating func dayBegan(spent: Cost) {
        spentBefore = Cost(billionths: max(0, spent.billionths) - totals.knownCost.billionths)
        told = told.filter { $0.cap != .day }
    }

    /// Other caps, for what was spent already too. One that was moved warns again.
    mutating func take(_ new: BudgetSettings) -> [BudgetNotice] {
        let old = settings
        settings = new
        told = told.filter { told in
            guard new.warnAt == old.warnAt else { return false }
            return switch told.cap {
            case .session: new.perSession == old.perSession
            case .day: new.perDay == old.perDay
            case .tokens: new.tokensPerSession == old.tokensPerSession
            }
        }
        return caps.flatMap { notices(for: $0) }
    }

    /// Sound that went to the service, or came from it.
    mutating func exchanged(_ length: Duration) {
        totals.sound = totals.sound.addingClamped(max(0, Int(length / .microseconds(1))))
    }

    // MARK: Time

    /// Counts the time since the last call, if the clock ran. `nil` stops it, after what was served until now.
    mutating func served(until now: Duration, at price: Cost?) -> [BudgetNotice] {
        let since = servedSince
        servedSince = price.map { _ in now }
        let before = timePrice
        timePrice = price
        guard let since, let before, now > since else { return [] }
        totals.add(Cost(of: Int((now - since) / .milliseconds(1)), at: before, per: 60_000))
        return caps.flatMap { notices(for: $0) }
    }

    private typealias Cap = (cap: BudgetCap, spent: Int, limit: Int)

    /// Unknown cost counts as the part of it that is known.
    private var caps: [Cap] {
        let spent = totals.knownCost.billionths
        let today = spent.addingClamped(spentBefore.billionths)
        let all: [Cap?] = [
            settings.perSession.map { (.session, spent, $0.billionths) },
            settings.perDay.map { (.day, today, $0.billionths) },
            settings.tokensPerSession.map { (.tokens, totals.tokens, $0) },
        ]
        return all.compactMap { $0 }
    }

    private mutating func notices(for cap: Cap) -> [BudgetNotice] {
        var notices: [BudgetNotice] = []
        let isNear = Double(cap.spent) >= Double(cap.limit) * settings.warnAt
        if isNear, told.insert(Told(cap: cap.cap, isReached: false)).inserted { notices.append(.nearing(cap.cap)) }
        if cap.spent >= cap.limit, told.insert(Told(cap: cap.cap, isReached: true)).inserted {
            notices.append(.reached(cap.cap))
        }
        return notices
    }
}

extension UsageTotals {
    /// Input that was cached is priced as cached only.
    fileprivate mutating func add(_ usage: ServiceUsage?, prices: PriceList?) {
        responses = responses.addingClamped(1)
        guard let usage else {
            uncounted = uncounted.addingClamped(1)
            return
        }
        let cachedTextNow = min(max(0, usage.cachedText), max(0, usage.inputText))
        let cachedAudioNow = min(max(0, usage.cachedAudio), max(0, usage.inputAudio))
        let meters: [(WritableKeyPath<UsageTotals, Int>, Int, Cost?)] = [
            (\.inputText, max(0, usage.inputText) - cachedTextNow, prices?.inputText),
            (\.inputAudio, max(0, usage.inputAudio) - cachedAudioNow, prices?.inputAudio),
            (\.cachedText, cachedTextNow, prices?.cachedText),
            (\.cachedAudio, cachedAudioNow, prices?.cachedAudio),
            (\.outputText, max(0, usage.outputText), prices?.outputText),
            (\.outputAudio, max(0, usage.outputAudio), prices?.outputAudio),
        ]
        for (total, tokens, price) in meters where tokens > 0 {
            self[keyPath: total] = self[keyPath: total].addingClamped(tokens)
            // Where time is billed and no token, the token is free.
            add(price.map { Cost(of: tokens, at: $0, per: 1_000) } ?? (prices?.billsTimeOnly == true ? .zero : nil))
        }
    }

    fileprivate mutating func add(_ part: Cost?) {
        guard let part else {
            cost = nil
            return
        }
        knownCost = Cost(billionths: knownCost.billionths.addingClamped(part.billionths))
        if cost != nil { cost = knownCost }
    }
}

extension Cost {
    /// `price` is for `unit` of them; rounded down.
    fileprivate init(of count: Int, at price: Cost, per unit: Int) {
        let (product, overflow) = count.multipliedReportingOverflow(by: price.billionths)
        self.init(billionths: overflow ? .max : product / unit)
    }
}

extension PriceList {
    fileprivate var billsTimeOnly: Bool {
        let tokens = [inputText, inputAudio, cachedText, cachedAudio, outputText, outputAudio]
        return perMinute != nil && tokens.allSatisfy { $0 == nil }
    }
}

/// When an outer engine may be asked again after it failed: soon at first, then ever later, so that nobody waits for a
/// dead engine at every turn. Pure.
struct EngineRest: Sendable, Equatable {
    static let shortest = Duration.seconds(2)
    static let longest = Duration.seconds(60)

    private var pause = Duration.zero
    private var until: Duration?

    var isResting: Bool { until != nil }

    func mayAsk(at now: Duration) -> Bool { until.map { now >= $0 } ?? true }

    /// Whether this is news: the engine was well before.
    mutating func failed(at now: Duration) -> Bool {
        let isNews = until == nil
        pause = isNews ? Self.shortest : min(Self.longest, pause * 2)
        until = now + pause
        return isNews
    }

    /// Whether this is news: the engine had failed before.
    mutating func succeeded() -> Bool {
        defer { (until, pause) = (nil, .zero) }
        return until != nil
    }
}

/// Sound that must not be forgotten yet: turns the service could still lose.
///
/// A hold starts unnamed, when we hear speech; the service's name for the turn takes it over; it ends when the turn is
/// written down or answered. An unnamed hold that no service takes up was noise.
struct TurnHolds: Equatable, Sendable {
    private var pending: Int?
    private var pendingEnded: Duration?
    private var named: [ItemKey: Int] = [:]
    /// The turn that the service is hearing.
    private var current: ItemKey?
    /// Where the last turn ended that the service heard. Speech from before that is the same, reported late by us.
    private var heardTo = 0

    /// How long a service may take to notice speech that we noticed.
    static let patience = Duration.seconds(3)
    /// How long a new service may take to notice speech that is sent again.
    static let replayPatience = Duration.seconds(10)
    static let most = 32

    var earliest: Int? {
        [pending, named.values.min()].compactMap { $0 }.min()
    }

    func pendingOr(_ number: Int) -> Int { min(pending ?? number, number) }

    /// - Parameter speech: where the speech itself begins; what is held begins before it.
    mutating func begin(at number: Int, speech: Int) {
        if let current, let start = named[current] {
            named[current] = min(start, number)
            return
        }
        guard speech >= heardTo else { return }
        pending = min(pending ?? number, number)
        pendingEnded = nil
    }

    mutating func localEnded(at instant: Duration) { pendingEnded = instant }

    mutating func started(_ item: ItemKey, at number: Int) {
        name(item, at: number)
        current = item
    }

    mutating func stopped(_ item: ItemKey, at number: Int) {
        heardTo = max(heardTo, number)
        if current == item { current = nil }
    }

    mutating func committed(_ item: ItemKey) {
        name(item, at: nil)
        if current == item { current = nil }
    }

    private mutating func name(_ item: ItemKey, at number: Int?) {
        guard named[item] == nil, let start = [pending, number].compactMap({ $0 }).min() else { return }
        if named.count >= Self.most, let oldest = named.min(by: { $0.value < $1.value }) {
            named[oldest.key] = nil
        }
        named[item] = start
        pending = nil
    }

    /// A service may write a turn down and never say that it ended.
    mutating func release(_ item: ItemKey) {
        named[item] = nil
        if current == item { current = nil }
    }

    mutating func releaseNamed(but kept: [ItemKey] = []) { named = named.filter { kept.contains($0.key) } }
    func isHeld(_ item: ItemKey) -> Bool { named[item] != nil }

    mutating func expire(at now: Duration) {
        guard let ended = pendingEnded, now - ended > Self.patience else { return }
        pending = nil
        pendingEnded = nil
    }

    /// Names of the old connection mean nothing to the new one; their sound does.
    mutating func connectionChanged(at now: Duration) {
        pending = earliest
        pendingEnded = now + Self.replayPatience
        named = [:]
        current = nil
    }
}

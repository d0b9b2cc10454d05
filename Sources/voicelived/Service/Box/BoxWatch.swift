/// What happens to the box that a conversation should know of: its clock is set, a network comes. Looked at every second.
/// Pure: the caller reads clocks and routes.
struct BoxWatch {
    enum Change: Equatable {
        /// The wall clock was moved by this much against the time that passed.
        case clockMoved(by: Duration)
        /// There is a way to the world that was not there before.
        case networkCame
    }

    /// A clock that is steered moves by milliseconds a second; one that is set jumps.
    private static let jump = Duration.seconds(1)

    /// Wall clock minus time since boot.
    private var difference: Duration?
    private var routes: Set<String>?

    /// - Parameters:
    ///   - wall: since 1970, as the box believes.
    ///   - boot: since boot, suspended time included.
    ///   - routes: the ways to the world that are up; `nil` when nobody needs them.
    mutating func look(wall: Duration, boot: Duration, routes present: Set<String>?) -> [Change] {
        var changes: [Change] = []
        let now = wall - boot
        if let before = difference, abs(now - before) > Self.jump { changes.append(.clockMoved(by: now - before)) }
        difference = now
        if let present, let before = routes, !present.isSubset(of: before) { changes.append(.networkCame) }
        routes = present
        return changes
    }

    private func abs(_ duration: Duration) -> Duration { duration < .zero ? .zero - duration : duration }
}

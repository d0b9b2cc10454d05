/// Decides whether the service manager may be told that all is well. Pure: the progress counters are read by the caller
/// and time comes in as an argument.
///
/// A network that is away is never a reason to withhold the ping: the loops go on without it.
package struct Watchdog: Sendable {
    private struct Watch {
        var contract: WatchdogContract = .idle
        var excuse: WatchdogExcuse?
        var count: UInt64 = 0
        /// Since when the loop owes progress.
        var since: Duration
    }

    private var watches: [WatchedLoop: Watch] = [:]

    package init() {}

    /// A loop changed its state, and with it its promise. The time it has starts now.
    package mutating func expect(_ contract: WatchdogContract, of loop: WatchedLoop, now: Duration) {
        guard watches[loop]?.contract != contract else { return }
        watches[loop, default: Watch(since: now)].contract = contract
        watches[loop]?.since = now
    }

    /// Excuses a loop until the excuse's deadline; nil takes the excuse back. Without an excuse the time it has starts
    /// anew.
    package mutating func excuse(_ loop: WatchedLoop, _ excuse: WatchdogExcuse?, now: Duration) {
        if excuse == nil, watches[loop]?.excuse != nil { watches[loop]?.since = now }
        watches[loop, default: Watch(since: now)].excuse = excuse
    }

    /// Reads the counters of this moment and decides.
    package mutating func check(_ counts: [WatchedLoop: UInt64], now: Duration) -> WatchdogDecision {
        for (loop, count) in counts where watches[loop]?.count != count {
            watches[loop, default: Watch(since: now)].count = count
            watches[loop]?.since = now
        }
        let complaints = WatchedLoop.allCases.compactMap { complaint(about: $0, now: now) }
        return complaints.isEmpty ? .ping : .withhold(complaints)
    }

    /// Time without progress; nil for a loop that owes none.
    package func age(of loop: WatchedLoop, now: Duration) -> Duration? {
        guard let watch = watches[loop], watch.contract != .idle else { return nil }
        return now - watch.since
    }

    /// The excuse in force.
    package func excuse(of loop: WatchedLoop, now: Duration) -> WatchdogExcuse? {
        watches[loop]?.excuse.flatMap { $0.until > now ? $0 : nil }
    }

    private func complaint(about loop: WatchedLoop, now: Duration) -> WatchdogComplaint? {
        guard let watch = watches[loop], let limit = limit(of: watch.contract, now: now) else { return nil }
        // An excuse that ran out still covered the time before its end.
        let start = max(watch.since, watch.excuse.map { min($0.until, now) } ?? watch.since)
        guard now - start > limit else { return nil }
        return WatchdogComplaint(
            loop: loop, age: now - watch.since, limit: limit, expiredExcuse: watch.excuse?.reason)
    }

    /// Nil when nothing is owed now.
    private func limit(of contract: WatchdogContract, now: Duration) -> Duration? {
        switch contract {
        case .idle: nil
        case .progress(let limit): limit
        case .follows(let leader, let limit): isMoving(leader, now: now) ? limit : nil
        }
    }

    /// A leader that is excused, idle or late itself leads nobody: it answers for the delay alone.
    private func isMoving(_ leader: WatchedLoop, now: Duration) -> Bool {
        guard let watch = watches[leader], excuse(of: leader, now: now) == nil else { return false }
        return watch.contract != .idle && complaint(about: leader, now: now) == nil
    }
}

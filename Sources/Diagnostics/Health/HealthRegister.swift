/// What is wrong at present. A trouble is reported while it lasts and cleared by name; absent means well. Pure: time
/// comes in as an argument.
package struct HealthRegister: Sendable {
    /// A trouble as people see it.
    package struct Entry: Sendable, Equatable {
        package let warning: HealthWarning
        /// Particulars, such as the device's name.
        package var detail: String
        /// Time since boot when it began.
        package let since: Duration
    }

    /// What observers are told.
    package enum Change: Sendable, Equatable {
        case appeared(Entry)
        case detailChanged(Entry)
        case disappeared(HealthWarning)
    }

    /// Everything reported, by code: also what is still too young, or hidden behind its cause.
    private var entries: [String: Entry] = [:]
    private var shown: [String: Entry] = [:]

    package init() {}

    /// Says that the trouble is there. Saying it again changes only the detail.
    package mutating func report(_ warning: HealthWarning, detail: String = "", now: Duration) -> [Change] {
        if entries[warning.code] == nil {
            entries[warning.code] = Entry(warning: warning, detail: detail, since: now)
        } else {
            entries[warning.code]?.detail = detail
        }
        return advance(to: now)
    }

    /// Says that the trouble is over. Clearing what is not there is fine.
    package mutating func clear(_ warning: HealthWarning, now: Duration) -> [Change] {
        entries[warning.code] = nil
        return advance(to: now)
    }

    /// Lets time pass: troubles that have lasted long enough appear.
    package mutating func advance(to now: Duration) -> [Change] {
        let before = shown
        let present = visible(at: now)
        shown = Dictionary(uniqueKeysWithValues: present.map { ($0.warning.code, $0) })
        let gone = before.values.filter { shown[$0.warning.code] == nil }.sorted(by: Self.order)
        return gone.map { .disappeared($0.warning) }
            + present.compactMap { entry in
                guard let old = before[entry.warning.code] else { return .appeared(entry) }
                return old == entry ? nil : .detailChanged(entry)
            }
    }

    /// What people should see now, worst and oldest first.
    package func visible(at now: Duration) -> [Entry] {
        entries.values
            .filter { now - $0.since >= $0.warning.visibleAfter && !isExplained($0) }
            .sorted(by: Self.order)
    }

    /// When `advance` next has something to do, if nothing else happens.
    package func nextDeadline(after now: Duration) -> Duration? {
        entries.values.map { $0.since + $0.warning.visibleAfter }.filter { $0 > now }.min()
    }

    /// Hidden behind any cause that is reported, even one too young to show: or the follower would flash up first.
    private func isExplained(_ entry: Entry) -> Bool {
        entry.warning.followsFrom.contains { entries[$0] != nil }
    }

    private static func order(_ left: Entry, _ right: Entry) -> Bool {
        let rank = { (entry: Entry) in
            HealthWarning.Severity.allCases.firstIndex(of: entry.warning.severity) ?? 0
        }
        if rank(left) != rank(right) { return rank(left) > rank(right) }
        if left.since != right.since { return left.since < right.since }
        return left.warning.code < right.warning.code
    }
}

/// What rings when, soonest first.
struct AlarmList {
    private struct Alarm {
        var due: ContinuousClock.Instant
        var number: Int
        var ring: @Sendable () -> Void
    }

    private var alarms: [Alarm] = []
    private var last = 0

    var isEmpty: Bool { alarms.isEmpty }

    /// When the next one rings.
    var next: ContinuousClock.Instant? { alarms.first?.due }

    /// Returns the alarm's number. Those of one instant ring in the order in which they were added.
    mutating func add(_ due: ContinuousClock.Instant, _ ring: @escaping @Sendable () -> Void) -> Int {
        last += 1
        let place = alarms.lastIndex { $0.due <= due }.map { $0 + 1 } ?? 0
        alarms.insert(Alarm(due: due, number: last, ring: ring), at: place)
        return last
    }

    mutating func remove(_ number: Int) { alarms.removeAll { $0.number == number } }

    mutating func takeDue(at now: ContinuousClock.Instant) -> [@Sendable () -> Void] {
        let count = alarms.prefix { $0.due <= now }.count
        defer { alarms.removeFirst(count) }
        return alarms.prefix(count).map(\.ring)
    }
}

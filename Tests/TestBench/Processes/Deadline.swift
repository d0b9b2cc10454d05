#if canImport(Glibc)
    import Glibc
#endif

/// An instant by which something must have happened.
package struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    package init(after duration: Duration) {
        end = .now + duration
    }

    package var isOver: Bool { ContinuousClock.now >= end }

    /// Whole milliseconds left, rounded up; 0 when it is over.
    package var milliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        return Int32(
            clamping: left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
    }
}

/// Looks again every few milliseconds until `condition` holds. Returns whether it came true in time.
///
/// Blocks the calling thread: for tests of live programs, whose only news is what they show when asked.
package func becomesTrue(within duration: Duration, _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = Deadline(after: duration)
    while true {
        if try condition() { return true }
        if deadline.isOver { return false }
        usleep(2_000)
    }
}

import Synchronization

/// Who sleeps until some moment, so that something is done about it then. The reason may come again and again: as long as
/// somebody wakes early enough, nobody else is sent to sleep.
package final class DeadlineWaiters: Sendable {
    private let deadlines = Mutex<[Duration]>([])
    /// Nobody minds being served so much later.
    private static let grain = Duration.milliseconds(100)

    package init() {}

    /// True for whoever shall sleep until then; on waking it says so, and looks for the next deadline.
    package func mayWait(until deadline: Duration) -> Bool {
        deadlines.withLock { deadlines in
            if deadlines.contains(where: { $0 <= deadline + Self.grain }) { return false }
            deadlines.append(deadline)
            return true
        }
    }

    package func waited(until deadline: Duration) {
        deadlines.withLock { deadlines in
            guard let place = deadlines.firstIndex(of: deadline) else { return }
            deadlines.remove(at: place)
        }
    }

    package var count: Int { deadlines.withLock(\.count) }
}

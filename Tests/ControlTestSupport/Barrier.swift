import Glibc
import Synchronization

/// Holds threads until as many as it was made for are there; then lets them all go at the same moment. For one use.
package final class Barrier: Sendable {
    private let missing: Atomic<Int>

    package init(_ count: Int) { missing = Atomic(count) }

    package func wait() {
        missing.subtract(1, ordering: .acquiringAndReleasing)
        // Whoever sleeps wakes up late, and then there is no race to see.
        while missing.load(ordering: .acquiring) > 0 { sched_yield() }
    }
}

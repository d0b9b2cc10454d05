import Conversation
import Synchronization

/// Time that a test moves.
final class StepClock: ConversationClock {
    private let instant = Mutex(Duration.zero)

    func now() -> Duration { instant.withLock { $0 } }
    func advance(by step: Duration) { instant.withLock { $0 += step } }

    /// Nobody's: what is tested here sets none.
    func alarm(at instant: Duration, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm { PendingAlarm {} }
}

import Conversation
import Synchronization

/// Time that a test moves.
final class StepClock: ConversationClock {
    private let instant = Mutex(Duration.zero)

    func now() -> Duration { instant.withLock { $0 } }
    func advance(by step: Duration) { instant.withLock { $0 += step } }
    func sleep(until deadline: Duration) async throws { throw CancellationError() }
}

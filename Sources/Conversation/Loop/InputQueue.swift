import Synchronization

/// The one way into the loop: ordered, bounded, from any thread.
final class InputQueue: Sendable {
    let stream: AsyncStream<ConversationInput>
    private let continuation: AsyncStream<ConversationInput>.Continuation
    private let lost = Atomic<Int>(0)

    init(capacity: Int) {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
    }

    func put(_ input: ConversationInput) {
        if case .dropped = continuation.yield(input) { lost.add(1, ordering: .relaxed) }
    }

    /// How many inputs found no room since this was last asked.
    func takeLost() -> Int? {
        guard lost.load(ordering: .relaxed) > 0 else { return nil }
        return lost.exchange(0, ordering: .relaxed)
    }
}

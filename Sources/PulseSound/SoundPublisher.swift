import Sound
import Synchronization

/// Tells the world what changed, and keeps the present for those who ask. Written by the sound thread on changes only.
final class SoundPublisher: Sendable {
    let events: AsyncStream<SoundEvent>
    private let continuation: AsyncStream<SoundEvent>.Continuation
    private let present = Mutex(SoundStatus())

    init() {
        (events, continuation) = AsyncStream.makeStream(of: SoundEvent.self, bufferingPolicy: .bufferingNewest(256))
    }

    var status: SoundStatus { present.withLock { $0 } }

    func tell(_ event: SoundEvent) {
        present.withLock { $0.apply(event) }
        continuation.yield(event)
    }

    func note(_ change: (inout SoundStatus) -> Void) {
        present.withLock { change(&$0) }
    }

    func finish() {
        continuation.finish()
    }
}

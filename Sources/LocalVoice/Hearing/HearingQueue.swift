import Dispatch
import Synchronization

/// A session's recogniser on a queue of its own, so that a slow search never holds up the session.
///
/// Concurrency: all but the backlog is touched on the serial queue alone.
package final class HearingQueue: Listener, @unchecked Sendable {
    // @unchecked: `recogniser` and what belongs to it live on `queue`.
    private let queue = DispatchQueue(label: "voicelive-local.hearing")
    private let pool: RecogniserPool
    private let heard: @Sendable (Int, Result<Heard, any Error>) -> Void
    private let glimpsed: @Sendable (Int, Recognition) -> Void
    /// The turn that is being heard, until something of it was glimpsed.
    private var turn: Int?
    private var recogniser: (any Recogniser)?
    private var failure: (any Error)?
    private let backlog = Mutex(Backlog())

    private struct Backlog {
        var samples = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Sound that may wait for the recogniser, in samples: 5 s.
    private static let mostWaiting = 80_000

    package init(
        pool: RecogniserPool, glimpsed: @escaping @Sendable (Int, Recognition) -> Void = { _, _ in },
        heard: @escaping @Sendable (Int, Result<Heard, any Error>) -> Void
    ) {
        self.pool = pool
        self.glimpsed = glimpsed
        self.heard = heard
    }

    deinit {
        // Nothing is left on the queue when the last reference goes.
        if let recogniser {
            _ = recogniser.finish()
            pool.giveBack(recogniser)
        }
    }

    package func expect(_ grammar: Grammar) {
        queue.async { [self] in
            do { try ready()?.expect(grammar) } catch { failure = error }
        }
    }

    package func begin(turn: Int) {
        queue.async { [self] in
            self.turn = turn
            let recogniser = ready()
            _ = recogniser?.finish()
            recogniser?.begin()
        }
    }

    package func hear(_ samples: [Int16]) {
        backlog.withLock { $0.samples += samples.count }
        queue.async { [self] in
            recogniser?.hear(samples)
            if let turn, let found = recogniser?.glimpse() {
                self.turn = nil
                glimpsed(turn, found)
            }
            let free = backlog.withLock { backlog in
                backlog.samples -= samples.count
                guard backlog.samples < Self.mostWaiting else { return [CheckedContinuation<Void, Never>]() }
                defer { backlog.waiting = [] }
                return backlog.waiting
            }
            for waiter in free { waiter.resume() }
        }
    }

    package func end(turn: Int) {
        queue.async { [self] in
            if let recogniser {
                heard(turn, .success(recogniser.finish()))
            } else {
                heard(turn, .failure(failure ?? RecognitionError.grammarRefused(reason: "no grammar")))
            }
        }
    }

    package func drop() {
        queue.async { [self] in _ = recogniser?.finish() }
    }

    /// Waits while more sound waits for the recogniser than a session may keep.
    package func room() async {
        await withCheckedContinuation { continuation in
            let isFree = backlog.withLock { backlog in
                if backlog.samples < Self.mostWaiting { return true }
                backlog.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// On the queue.
    private func ready() -> (any Recogniser)? {
        if recogniser == nil {
            do { recogniser = try pool.take() } catch { failure = error }
        }
        return recogniser
    }
}

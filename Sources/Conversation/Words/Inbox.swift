package import Synchronization

/// A way into a loop: ordered, bounded, from any thread, for one reader that takes all that waits at once.
///
/// By hand, as an `AsyncStream` looks its generic types up at every turn, and packets of sound come rarely enough to find
/// the caches cold: three streams on their way took an eighth of all the time the daemon used while it listened.
/// Inlinable so that other modules specialise it too.
package final class Inbox<Element: Sendable>: Sendable {
    @usableFromInline package struct State: Sendable {
        @usableFromInline var waiting: [Element] = []
        /// Elements that found no room since the last `take`.
        @usableFromInline var lost = 0
        @usableFromInline var isClosed = false
        /// The reader, while nothing waits.
        @usableFromInline var sleeper: InboxSleeper?

        @inlinable init() {}
    }

    @usableFromInline let capacity: Int
    @usableFromInline let state: Mutex<State>

    @inlinable package init(capacity: Int) {
        self.capacity = capacity
        state = Mutex(State())
    }

    /// Whether it was taken in: there may be no room. After the end nothing is, and nothing is counted.
    @inlinable @discardableResult package func put(_ element: Element) -> Bool {
        let (isIn, sleeper) = state.withLock { state -> (Bool, InboxSleeper?) in
            guard !state.isClosed else { return (false, nil) }
            guard state.waiting.count < capacity else {
                state.lost += 1
                return (false, nil)
            }
            state.waiting.append(element)
            return (true, state.sleeper.take())
        }
        sleeper?.wake()
        return isIn
    }

    /// Waits, and fills `batch`, which is empty, with all that came. Returns how many found no room behind it; `nil` when
    /// nothing will come any more. For the reader alone.
    @inlinable package func take(into batch: inout [Element]) async -> Int? {
        await unsafe withUnsafeContinuation { continuation in
            let sleeper = unsafe InboxSleeper(continuation)
            let isReady = state.withLock { state in
                guard state.waiting.isEmpty, !state.isClosed else { return true }
                state.sleeper = sleeper
                return false
            }
            if isReady { sleeper.wake() }
        }
        return state.withLock { state in
            guard !state.waiting.isEmpty else { return nil }
            swap(&state.waiting, &batch)
            defer { state.lost = 0 }
            return state.lost
        }
    }

    /// Nothing more is taken in. What waits is still taken out, unless it is to be forgotten.
    @inlinable package func close(forgetting: Bool = false) {
        let sleeper = state.withLock { state in
            state.isClosed = true
            if forgetting { state.waiting = [] }
            return state.sleeper.take()
        }
        sleeper?.wake()
    }
}

/// A continuation of which one copy waits under an inbox's lock: whoever takes it out wakes it, once.
@safe @usableFromInline package struct InboxSleeper: Sendable {
    @usableFromInline let continuation: UnsafeContinuation<Void, Never>

    @inlinable @unsafe init(_ continuation: UnsafeContinuation<Void, Never>) {
        unsafe self.continuation = continuation
    }

    @inlinable func wake() { unsafe continuation.resume() }
}

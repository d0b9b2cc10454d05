import Synchronization

/// How an outer engine is, for all sessions that use it.
package final class EngineHealth: Sendable {
    /// What became of an engine.
    package enum News: Sendable, Equatable {
        /// Why the embedded engine stands in for it.
        case failed(engine: String, reason: String)
        case isBack(engine: String)
    }

    /// What it is called in messages: "chat model at http://…".
    package let name: String
    private let rest = Mutex(EngineRest())
    private let tell: @Sendable (News) -> Void
    private let now: @Sendable () -> Duration

    package init(_ name: String, tell: @escaping @Sendable (News) -> Void) {
        let start = ContinuousClock.now
        self.name = name
        self.tell = tell
        now = { start.duration(to: .now) }
    }

    /// For tests: `now` is the time since any moment.
    init(_ name: String, now: @escaping @Sendable () -> Duration, tell: @escaping @Sendable (News) -> Void) {
        self.name = name
        self.now = now
        self.tell = tell
    }

    package var mayAsk: Bool { rest.withLock { $0.mayAsk(at: now()) } }

    package func failed(_ reason: String) {
        if rest.withLock({ $0.failed(at: now()) }) { tell(.failed(engine: name, reason: reason)) }
    }

    package func succeeded() {
        if rest.withLock({ $0.succeeded() }) { tell(.isBack(engine: name)) }
    }
}

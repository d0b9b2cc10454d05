import Synchronization

/// The daemon's health register, shared by its parts. Any thread but an audio thread may report.
///
/// Ordering: changes reach every observer in the order in which they happened.
package final class Health: Sendable {
    private struct State {
        var register = HealthRegister()
        var observers: [Int: AsyncStream<HealthRegister.Change>.Continuation] = [:]
        var lastObserver = 0
    }

    private let state = Mutex(State())
    private let waiters = DeadlineWaiters()
    private let now: @Sendable () -> Duration

    package init(now: @escaping @Sendable () -> Duration = BootTime.now) {
        self.now = now
    }

    /// Says that a trouble is there; again and again is fine.
    package func report(_ warning: HealthWarning, detail: String = "") {
        change { register, now in register.report(warning, detail: detail, now: now) }
        if warning.visibleAfter > .zero { wait() }
    }

    /// Says that it is over.
    package func clear(_ warning: HealthWarning) {
        change { register, now in register.clear(warning, now: now) }
    }

    /// Reports or clears.
    package func set(_ warning: HealthWarning, _ isThere: Bool, detail: String = "") {
        if isThere { report(warning, detail: detail) } else { clear(warning) }
    }

    /// How many sleep until a trouble is old enough.
    var sleepers: Int { waiters.count }

    /// What is wrong now, worst first.
    package func snapshot() -> [HealthRegister.Entry] {
        let time = now()
        return state.withLock { $0.register.visible(at: time) }
    }

    /// What is wrong now as `appeared`, then changes as they happen. An observer that does not keep up loses the
    /// oldest of 64 and should take a snapshot.
    package func changes() -> AsyncStream<HealthRegister.Change> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: HealthRegister.Change.self, bufferingPolicy: .bufferingNewest(64))
        let time = now()
        let number = state.withLock { state in
            state.lastObserver += 1
            state.register.visible(at: time).forEach { continuation.yield(.appeared($0)) }
            state.observers[state.lastObserver] = continuation
            return state.lastObserver
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.observers[number] = nil }
        }
        return stream
    }

    /// Lets troubles appear that have lasted long enough.
    package func advance() {
        change { register, now in register.advance(to: now) }
    }

    private func change(_ apply: (inout HealthRegister, Duration) -> [HealthRegister.Change]) {
        let time = now()
        state.withLock { state in
            for change in apply(&state.register, time) {
                for observer in state.observers.values { observer.yield(change) }
            }
        }
    }

    /// Until the next trouble is old enough.
    private func wait() {
        let now = now()
        guard let deadline = state.withLock({ $0.register.nextDeadline(after: now) }),
            waiters.mayWait(until: deadline)
        else { return }
        Task { [weak self] in
            try? await Task.sleep(for: deadline - now + .milliseconds(1))
            guard let self else { return }
            waiters.waited(until: deadline)
            advance()
            wait()
        }
    }
}

import Synchronization

@testable import Conversation

/// Time that stands still until a test moves it.
final class TestClock: ConversationClock {
    private struct State {
        var now = Duration.zero
        var sleepers: [Int: Sleeper] = [:]
        var nextName = 0
        var watchers: [Watcher] = []
    }

    private struct Sleeper {
        var deadline: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        var deadline: Duration
        var continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    var sleepers: Int { state.withLock { $0.sleepers.count } }

    func now() -> Duration { state.withLock(\.now) }

    func sleep(until deadline: Duration) async throws {
        let name = state.withLock { state in
            state.nextName += 1
            return state.nextName
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                park(Sleeper(deadline: deadline, continuation: continuation), named: name)
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: name) }?.continuation.resume(throwing: CancellationError())
        }
    }

    private func park(_ sleeper: Sleeper, named name: Int) {
        if Task.isCancelled { return sleeper.continuation.resume(throwing: CancellationError()) }
        let (isDue, watchers) = state.withLock { state -> (Bool, [Watcher]) in
            if sleeper.deadline <= state.now { return (true, []) }
            state.sleepers[name] = sleeper
            let found = state.watchers.filter { $0.deadline == sleeper.deadline }
            state.watchers.removeAll { $0.deadline == sleeper.deadline }
            return (false, found)
        }
        if isDue { sleeper.continuation.resume() }
        for watcher in watchers { watcher.continuation.resume() }
    }

    /// Returns when somebody sleeps until exactly this instant.
    func untilSomebodySleeps(until deadline: Duration) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.values.contains(where: { $0.deadline == deadline }) { return true }
                state.watchers.append(Watcher(deadline: deadline, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func advance(to instant: Duration) {
        let due = state.withLock { state in
            state.now = max(state.now, instant)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for name in due.keys { state.sleepers[name] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }
}

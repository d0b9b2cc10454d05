import Synchronization

@testable import Conversation

/// Time that stands still until a test moves it.
final class TestClock: ConversationClock {
    private struct State {
        var now = Duration.zero
        var alarms: [Int: Alarm] = [:]
        var nextName = 0
        var watchers: [Watcher] = []
    }

    private struct Alarm {
        var due: Duration
        var ring: @Sendable () -> Void
    }

    private struct Watcher {
        var due: Duration
        var continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    /// When alarms will ring, in order.
    var alarms: [Duration] { state.withLock { $0.alarms.values.map(\.due).sorted() } }

    func now() -> Duration { state.withLock(\.now) }

    func alarm(at instant: Duration, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm {
        let (name, watchers) = state.withLock { state in
            state.nextName += 1
            state.alarms[state.nextName] = Alarm(due: instant, ring: ring)
            let found = state.watchers.filter { $0.due == instant }
            state.watchers.removeAll { $0.due == instant }
            return (state.nextName, found)
        }
        for watcher in watchers { watcher.continuation.resume() }
        return PendingAlarm { [self] in state.withLock { $0.alarms[name] = nil } }
    }

    /// Returns when an alarm is set to exactly this instant.
    func untilAnAlarm(isSetTo due: Duration) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.alarms.values.contains(where: { $0.due == due }) { return true }
                state.watchers.append(Watcher(due: due, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func advance(to instant: Duration) {
        let due = state.withLock { state in
            state.now = max(state.now, instant)
            let due = state.alarms.filter { $0.value.due <= state.now }
            for name in due.keys { state.alarms[name] = nil }
            return due.values.sorted { $0.due < $1.due }
        }
        for alarm in due { alarm.ring() }
    }
}

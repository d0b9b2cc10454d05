import Synchronization

/// The alarms of a conversation: at most one of each kind.
final class Alarms<Clock: ConversationClock>: Sendable {
    private struct State {
        var alarms: [ConversationTimer: Alarm] = [:]
        /// Of the newest alarm.
        var number = 0
    }

    private struct Alarm {
        var number: Int
        var pending: PendingAlarm
    }

    private let clock: Clock
    private let inputs: Inbox<ConversationInput>
    private let state = Mutex(State())

    init(clock: Clock, inputs: Inbox<ConversationInput>) {
        self.clock = clock
        self.inputs = inputs
    }

    func set(_ timer: ConversationTimer, at instant: Duration) {
        state.withLock { state in
            state.alarms[timer]?.pending.cancel()
            state.number += 1
            let number = state.number
            let pending = clock.alarm(at: instant) { [weak self] in self?.ring(timer, number) }
            state.alarms[timer] = Alarm(number: number, pending: pending)
        }
    }

    func cancel(_ timer: ConversationTimer) {
        state.withLock { $0.alarms.removeValue(forKey: timer) }?.pending.cancel()
    }

    func cancelAll() {
        let last = state.withLock { state in
            defer { state.alarms = [:] }
            return state.alarms
        }
        for alarm in last.values { alarm.pending.cancel() }
    }

    private func ring(_ timer: ConversationTimer, _ number: Int) {
        let isWanted = state.withLock { state in
            // Another one took its place, and this one was on its way already.
            guard state.alarms[timer]?.number == number else { return false }
            state.alarms[timer] = nil
            return true
        }
        if isWanted { inputs.put(.timer(timer)) }
    }
}

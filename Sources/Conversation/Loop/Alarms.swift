import Synchronization

/// The alarm clocks of a conversation: at most one sleeping task each.
///
/// A sleeper that is cancelled lies in memory until its time has come, and alarms are moved with every turn, some of them
/// to half an hour from now. So a sleeper whose alarm is moved further away or cancelled sleeps on, and looks when it
/// wakes whether it is time.
final class Alarms<Clock: ConversationClock>: Sendable {
    private struct Alarm {
        /// `nil`: cancelled.
        var due: Duration?
        var wakes: Duration
        var sleeper: Task<Void, Never>
    }

    private let clock: Clock
    private let inputs: InputQueue
    private let alarms = Mutex<[ConversationTimer: Alarm]>([:])

    init(clock: Clock, inputs: InputQueue) {
        self.clock = clock
        self.inputs = inputs
    }

    func set(_ timer: ConversationTimer, at instant: Duration) {
        alarms.withLock { alarms in
            if let alarm = alarms[timer], alarm.wakes <= instant {
                alarms[timer]?.due = instant
            } else {
                alarms[timer]?.sleeper.cancel()
                alarms[timer] = Alarm(due: instant, wakes: instant, sleeper: sleeper(timer, until: instant))
            }
        }
    }

    func cancel(_ timer: ConversationTimer) { alarms.withLock { $0[timer]?.due = nil } }

    func cancelAll() {
        let last = alarms.withLock { alarms in
            defer { alarms = [:] }
            return alarms
        }
        for alarm in last.values { alarm.sleeper.cancel() }
    }

    private func sleeper(_ timer: ConversationTimer, until instant: Duration) -> Task<Void, Never> {
        Task {
            guard (try? await clock.sleep(until: instant)) != nil, !Task.isCancelled else { return }
            wake(timer, at: instant)
        }
    }

    private func wake(_ timer: ConversationTimer, at instant: Duration) {
        let rings = alarms.withLock { alarms in
            // Another one took its place, and this one was on its way already.
            guard let alarm = alarms[timer], alarm.wakes == instant else { return false }
            guard let due = alarm.due, due > instant else {
                alarms[timer] = nil
                return alarm.due != nil
            }
            alarms[timer] = Alarm(due: due, wakes: due, sleeper: sleeper(timer, until: due))
            return false
        }
        if rings { inputs.put(.timer(timer)) }
    }
}

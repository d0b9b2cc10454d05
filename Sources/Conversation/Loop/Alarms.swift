/// The alarm clocks of a conversation: a task each, gone when it rang, was moved or was cancelled.
struct Alarms<Clock: ConversationClock> {
    private let clock: Clock
    private let inputs: InputQueue
    private var running: [ConversationTimer: Task<Void, Never>] = [:]

    init(clock: Clock, inputs: InputQueue) {
        self.clock = clock
        self.inputs = inputs
    }

    mutating func set(_ timer: ConversationTimer, at instant: Duration) {
        running[timer]?.cancel()
        running[timer] = Task { [clock, inputs] in
            guard (try? await clock.sleep(until: instant)) != nil, !Task.isCancelled else { return }
            inputs.put(.timer(timer))
        }
    }

    mutating func cancel(_ timer: ConversationTimer) {
        running.removeValue(forKey: timer)?.cancel()
    }

    mutating func rang(_ timer: ConversationTimer) { running[timer] = nil }

    mutating func cancelAll() {
        for task in running.values { task.cancel() }
        running = [:]
    }
}

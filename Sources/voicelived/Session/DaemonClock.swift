import Conversation

/// The daemon's clock, whose alarms ring on the sessions' thread: timers of tasks would wake two of the pool's threads
/// each, and leave them memory.
struct DaemonClock: ConversationClock {
    private let clock = ClockSinceStart()

    func now() -> Duration { clock.now() }

    func alarm(at instant: Duration, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm {
        guard let thread = SessionThread.shared else { return clock.alarm(at: instant, ring) }
        return thread.alarm(at: clock.instant(instant), ring)
    }
}

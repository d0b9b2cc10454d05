/// The one clock of a conversation. Every instant is the time since an origin that the daemon chose once; sound,
/// service and conversation share it, so that all stamps of a turn compare.
package protocol ConversationClock: Sendable {
    func now() -> Duration

    /// Calls `ring` once `now()` has reached `instant`: on any thread, never before this returns.
    func alarm(at instant: Duration, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm
}

/// An alarm that will ring.
package struct PendingAlarm: Sendable {
    /// Takes the alarm back. One that is on its way already may still ring.
    package let cancel: @Sendable () -> Void

    package init(cancel: @escaping @Sendable () -> Void) { self.cancel = cancel }
}

/// Time since this value was made, the box's sleep included. Its alarms are sleeping tasks.
package struct ClockSinceStart: ConversationClock {
    private let origin = ContinuousClock.now

    package init() {}

    package func now() -> Duration { .now - origin }

    /// Swift's own name for an instant.
    package func instant(_ instant: Duration) -> ContinuousClock.Instant { origin.advanced(by: instant) }

    package func alarm(at instant: Duration, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm {
        let sleeper = Task {
            guard (try? await ContinuousClock().sleep(until: self.instant(instant))) != nil else { return }
            ring()
        }
        return PendingAlarm { sleeper.cancel() }
    }
}

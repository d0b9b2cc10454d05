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

/// Any Swift clock, counted from the moment this value was made. Its alarms are sleeping tasks.
package struct ClockSinceStart<Source: Clock>: ConversationClock where Source.Duration == Duration {
    private let source: Source
    private let origin: Source.Instant

    package init(_ source: Source) {
        self.source = source
        origin = source.now
    }

    package func now() -> Duration { origin.duration(to: source.now) }

    /// The source's own name for an instant.
    package func instant(_ instant: Duration) -> Source.Instant { origin.advanced(by: instant) }

    package func alarm(at instant: Duration, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm {
        let sleeper = Task {
            guard (try? await source.sleep(until: self.instant(instant), tolerance: nil)) != nil else { return }
            ring()
        }
        return PendingAlarm { sleeper.cancel() }
    }
}

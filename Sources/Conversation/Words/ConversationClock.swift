/// The one clock of a conversation. Every instant is the time since an origin that the daemon chose once; sound,
/// service and conversation share it, so that all stamps of a turn compare.
package protocol ConversationClock: Sendable {
    func now() -> Duration

    /// Returns when `now()` has reached `deadline`, or throws when the task is cancelled.
    func sleep(until deadline: Duration) async throws
}

/// Any Swift clock, counted from the moment this value was made.
package struct ClockSinceStart<Source: Clock>: ConversationClock where Source.Duration == Duration {
    private let source: Source
    private let origin: Source.Instant

    package init(_ source: Source) {
        self.source = source
        origin = source.now
    }

    package func now() -> Duration { origin.duration(to: source.now) }

    package func sleep(until deadline: Duration) async throws {
        try await source.sleep(until: origin.advanced(by: deadline), tolerance: nil)
    }
}

import Synchronization

/// A loop whose standing still is a reason to restart the daemon.
package enum WatchedLoop: String, Sendable, CaseIterable {
    /// Frames delivered by the sound server.
    case capture
    /// Frames that the sound server asked for.
    case playback
    /// Blocks through the signal path.
    case pipeline
    /// Requests, or ticks that the loop sends itself through its real path.
    case control
    /// Steps of the conversation's machine, or its own ticks.
    case conversation
    /// The supervisor's own steps.
    case supervisor
}

/// What a loop owns: a counter that only real work raises. One atomic operation: audio threads may call it.
package final class ProgressCounter: Sendable {
    private let count = Atomic<UInt64>(0)

    package init() {}

    package func advance(by amount: UInt64 = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    package var value: UInt64 { count.load(ordering: .relaxed) }
}

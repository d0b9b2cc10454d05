package import Sound
import Synchronization

/// Keeps every block a sound system captures, for a test to look at.
package final class CollectingSink: CaptureSink {
    package struct Captured: Sendable {
        package var block: Block
        package var clock: ClockPair

        /// The samples of the block.
        package var samples: [Int16] {
            block.withSamples { span in span.indices.map { span[$0] } }
        }
    }

    private let state = Mutex<[Captured]>([])

    package init() {}

    package func captured(_ block: Block, clock: ClockPair) {
        state.withLock { $0.append(Captured(block: block, clock: clock)) }
    }

    package var all: [Captured] { state.withLock { $0 } }
    package var count: Int { state.withLock { $0.count } }
    /// All samples one behind the other; gaps are not shown.
    package var samples: [Int16] { all.flatMap(\.samples) }

    /// Forgets what was captured and returns it.
    package func take() -> [Captured] {
        state.withLock { captured in
            defer { captured = [] }
            return captured
        }
    }
}

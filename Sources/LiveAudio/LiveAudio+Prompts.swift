import Conversation
import SignalPath
package import Sound
import Synchronization

/// Prompts: short sounds of clients. One waits for nobody; the answer under it goes on where it stopped.
extension LiveAudio {
    /// Returns when the last sample was heard, or the prompt was stopped, with how much was heard. Cancelling the task
    /// stops it, and those behind it.
    package func play(prompt samples: [Int16], rate: StreamRate) async throws(PromptRefusal) -> Duration {
        let number = try state.withLock { state throws(PromptRefusal) in
            guard !state.isClosed else { throw .closed }
            let begun = try state.playing.begin(prompt: samples.span, rate: rate, at: clock.now())
            state.tell(begun.events)
            return begun.number
        }
        pipeline.bell.ring()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.playing.prompts.wait(for: number, continuation) }
            }
        } onCancel: {
            stopPrompts()
        }
    }

    /// Prompts that wait or are heard.
    var promptCount: Int { state.withLock { $0.playing.prompts.count } }

    package func stopPrompts() {
        state.withLock { $0.playing.stopPrompts() }
    }
}

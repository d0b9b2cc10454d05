import Sound
import Synchronization

/// The hard mute, where the microphone comes in: nothing behind it ever had the sound.
final class MuteGate: Sendable {
    private let isShut = Atomic<Bool>(false)

    func set(_ isShut: Bool) { self.isShut.store(isShut, ordering: .relaxed) }

    /// Sound thread.
    func pass(_ block: Block) -> Block {
        guard isShut.load(ordering: .relaxed) else { return block }
        var silent = block
        silent.silence()
        return silent
    }
}

package import Sound
import Synchronization

/// A microphone block with the clocks it was taken under.
package struct CapturedBlock: BitwiseCopyable, Sendable {
    package var block: Block
    package var clock: ClockPair

    static let blank = CapturedBlock(
        block: Block(start: .zero, rate: .lowest, epoch: 0),
        clock: ClockPair(
            capture: .zero, playback: .zero, captureRate: .lowest, playbackRate: .lowest, epoch: 0, isPlaying: false))
}

/// The sound system's way into the pipeline: a ring, and a bell for its thread.
package final class CaptureInlet: CaptureSink, @unchecked Sendable {
    // @unchecked: `writer` and `unrung` belong to the sound thread.
    private var writer: RingWriter<CapturedBlock>
    private var unrung = 0
    private let blocksPerWake: Int
    private let bell: Doorbell
    private let dropped = Atomic<Int>(0)

    init(writer: consuming RingWriter<CapturedBlock>, bell: Doorbell, blocksPerWake: Int) {
        self.writer = writer
        self.bell = bell
        self.blocksPerWake = max(1, blocksPerWake)
    }

    /// Blocks that found no place because the pipeline did not keep up.
    package var droppedBlocks: Int { dropped.load(ordering: .relaxed) }

    package func captured(_ block: Block, clock: ClockPair) {
        if !writer.write(CapturedBlock(block: block, clock: clock)) { dropped.wrappingAdd(1, ordering: .relaxed) }
        unrung += 1
        guard unrung >= blocksPerWake else { return }
        unrung = 0
        bell.ring()
    }
}

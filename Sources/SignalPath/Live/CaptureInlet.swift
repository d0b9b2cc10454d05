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
    private let blocksInQuiet: Int
    private let bell: Doorbell
    private let quiet: Quiet
    private let dropped = Atomic<Int>(0)

    init(
        writer: consuming RingWriter<CapturedBlock>, bell: Doorbell, blocksPerWake: Int, blocksInQuiet: Int,
        quiet: Quiet
    ) {
        self.writer = writer
        self.bell = bell
        self.blocksPerWake = max(1, blocksPerWake)
        self.blocksInQuiet = max(1, blocksPerWake, blocksInQuiet)
        self.quiet = quiet
    }

    /// Blocks that found no place because the pipeline did not keep up.
    package var droppedBlocks: Int { dropped.load(ordering: .relaxed) }

    package func captured(_ block: Block, clock: ClockPair) {
        if !writer.write(CapturedBlock(block: block, clock: clock)) { dropped.wrappingAdd(1, ordering: .relaxed) }
        unrung += 1
        guard unrung >= (quiet.isNow ? blocksInQuiet : blocksPerWake) else { return }
        unrung = 0
        bell.ring()
    }
}

/// Nobody talked in the block that the pipeline took last, neither there nor here. Told by its thread, asked by others.
final class Quiet: Sendable {
    private let present = Atomic<Bool>(false)

    var isNow: Bool { present.load(ordering: .relaxed) }

    /// Returns whether it was quiet until now.
    func exchange(_ isQuiet: Bool) -> Bool { present.exchange(isQuiet, ordering: .relaxed) }
}

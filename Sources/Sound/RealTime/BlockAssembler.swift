/// Cuts a stream that arrives in pieces of any size into 10 ms blocks. A sound server's callback never equals a block.
///
/// Runs on the sound thread. Lost samples restart the block in hand, so that a block never joins sound across a gap.
package struct BlockAssembler: Sendable {
    private var block: Block

    package init(rate: StreamRate, epoch: UInt32, start: SampleTime = .zero) {
        block = Block(start: start, rate: rate, epoch: epoch)
    }

    /// Index of the next sample expected.
    package var position: SampleTime { block.start + block.count }

    /// Takes all of `samples`; hands over each block as it fills.
    package mutating func append(_ samples: Span<Int16>, full: (Block) -> Void) {
        var offset = 0
        while offset < samples.count {
            offset += block.append(samples.extracting(offset..<samples.count))
            if block.isFull {
                full(block)
                block = Block(start: block.start + block.count, rate: block.rate, epoch: block.epoch)
            }
        }
    }

    /// The stream lost `count` samples: the next block begins behind them. Returns how many samples of the unfinished
    /// block went with them.
    package mutating func skip(_ count: Int) -> Int {
        let unfinished = block.count
        block = Block(start: position + count, rate: block.rate, epoch: block.epoch)
        return unfinished
    }
}

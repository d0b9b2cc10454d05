import Sound
import Testing

@Suite struct BlockAssemblerTests {
    private let rate = StreamRate.lowest

    private func blocks(_ assembler: inout BlockAssembler, _ samples: [Int16]) -> [Block] {
        var result: [Block] = []
        assembler.append(samples.span) { result.append($0) }
        return result
    }

    private func content(_ block: Block) -> [Int16] {
        block.withSamples { span in span.indices.map { span[$0] } }
    }

    @Test(arguments: 1...161)
    func everySplitGivesTheSameBlocks(_ piece: Int) {
        let source = (0..<400).map(Int16.init)
        var assembler = BlockAssembler(rate: rate, epoch: 3, start: SampleTime(1_000))
        var result: [Block] = []
        for start in stride(from: 0, to: source.count, by: piece) {
            result += blocks(&assembler, Array(source[start..<min(source.count, start + piece)]))
        }
        #expect(result.map(\.start.samples) == [1_000, 1_080, 1_160, 1_240, 1_320])
        #expect(result.flatMap(content) == source)
        #expect(result.allSatisfy { $0.epoch == 3 && $0.isFull && $0.rate == rate })
        #expect(assembler.position == SampleTime(1_400))
    }

    @Test func nothingGivesNothing() {
        var assembler = BlockAssembler(rate: rate, epoch: 0)
        #expect(blocks(&assembler, []).isEmpty)
        #expect(assembler.position == .zero)
    }

    @Test(arguments: [0, 1, 79])
    func aGapRestartsTheBlockInHand(_ unfinished: Int) {
        var assembler = BlockAssembler(rate: rate, epoch: 0)
        #expect(blocks(&assembler, [Int16](repeating: 1, count: 80 + unfinished)).count == 1)
        #expect(assembler.skip(500) == unfinished)
        #expect(assembler.position == SampleTime(Int64(580 + unfinished)))
        let after = blocks(&assembler, [Int16](repeating: 2, count: 80))
        #expect(after.map(\.start.samples) == [Int64(580 + unfinished)])
        #expect(after.map(content) == [[Int16](repeating: 2, count: 80)])
    }

    @Test func theHighestRateFillsABlockToItsCapacity() {
        var assembler = BlockAssembler(rate: .highest, epoch: 0)
        let result = blocks(&assembler, (0..<960).map(Int16.init))
        #expect(result.map(\.count) == [Block.capacity, Block.capacity])
        #expect(result.map { $0[479] } == [479, 959])
    }
}

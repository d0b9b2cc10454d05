import Sound
import Testing

@Suite struct BlockTests {
    @Test func aBlockTakesTenMillisecondsAndLeavesTheRest() {
        var block = Block(start: .zero, rate: .lowest, epoch: 0)
        #expect(block.append([Int16](repeating: 1, count: 50).span) == 50)
        #expect(!block.isFull)
        #expect(block.append([Int16](repeating: 2, count: 50).span) == 30)
        #expect(block.isFull)
        #expect(block.append([3].span) == 0)
        #expect(block.count == 80)
        #expect(block[49] == 1 && block[50] == 2)
    }

    @Test func onlyValidSamplesAreLent() {
        var block = Block(start: .zero, rate: .lowest, epoch: 0, samples: [1, 2, 3].span)
        #expect(block.withSamples { $0.count } == 3)
        block.withMutableSamples { samples in
            for index in samples.indices { samples[index] *= 2 }
        }
        #expect((0..<3).map { block[$0] } == [2, 4, 6])
    }

    @Test func moreThanABlockIsLeftOut() {
        let block = Block(start: .zero, rate: .highest, epoch: 0, samples: [Int16](repeating: 1, count: 900).span)
        #expect(block.count == 480)
    }
}

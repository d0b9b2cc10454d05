import Sound
import Testing

@testable import SignalPath

@Suite struct EchoMaskTests {
    let rate = StreamRate(hertz: 16_000)!

    private func run(_ sound: [Int16], gain: (Int, Int) -> Float) -> (sound: [Int16], delay: Int) {
        var mask = EchoMask(rate: rate)
        var made: [Int16] = []
        for start in stride(from: 0, to: sound.count, by: 160) {
            var block = Array(sound[start..<(start + 160)])
            var span = block.mutableSpan
            mask.apply(&span) { gain(start / 160, $0) }
            made += block
        }
        return (made, mask.delay)
    }

    @Test func openItOnlyComesLater() {
        let sound = babbling(samples: 3_200, peak: 20_000, seed: 1)
        let (made, delay) = run(sound) { _, _ in 1 }
        let isSame = Array(made[delay...]) == Array(sound.dropLast(delay))
        #expect(isSame && delay == 32)
    }

    @Test func allBandsAlikeAreAVolume() {
        let sound = babbling(samples: 16_000, peak: 20_000, seed: 1)
        let (made, delay) = run(sound) { _, _ in 0.1 }
        let half = 8_000..<15_840
        let expected = loudness(sound[half]) - 20
        #expect(abs(loudness(made[(half.lowerBound + delay)..<(half.upperBound + delay)]) - expected) < 0.05)
    }

    /// Three bands are closed: a tone in their middle goes, one far away stays. One band alone is narrower than two
    /// milliseconds can tell apart.
    @Test(arguments: [(1_370.0, 7), (3_000, 10), (5_700, 13)]) func closedBandsAreSilent(hertz: Double, band: Int) {
        let tone = sine(hertz: hertz, rate: 16_000, count: 16_000, peak: 16_000)
        let part = 4_000..<15_000
        let closed = run(tone) { _, at in (band...band + 2).contains(at) ? 0.01 : 1 }.sound
        let other = run(tone) { _, at in at == (band + 7) % 16 ? 0.01 : 1 }.sound
        #expect(loudness(tone[part]) - loudness(closed[part]) > 8)
        #expect(abs(loudness(tone[part]) - loudness(other[part])) < 0.6)
    }

    /// From shut to open and back there is no click: nothing between two samples that the tone itself does not have.
    @Test func itTurnsWithoutAClick() {
        let tone = sine(hertz: 200, rate: 16_000, count: 16_000, peak: 16_000)
        let made = run(tone) { block, _ in block / 7 % 2 == 0 ? 1 : 0.02 }.sound
        let steps = zip(made, made.dropFirst()).map { abs(Int($0) - Int($1)) }
        #expect(steps.max() ?? 0 < 1_500)
    }

    /// A recording may be of any rate: blocks of 81, 110 and 441 samples are filtered to their ends, and no further.
    @Test(arguments: [8_100, 11_000, 44_100]) func blocksOfAnySizeAreFilteredWhole(hertz: Int) throws {
        let rate = try #require(StreamRate(hertz: hertz))
        var mask = EchoMask(rate: rate)
        let sound = babbling(samples: 20 * rate.blockSamples, peak: 20_000, seed: 1)
        var made: [Int16] = []
        for start in stride(from: 0, to: sound.count, by: rate.blockSamples) {
            var block = Array(sound[start..<(start + rate.blockSamples)])
            var span = block.mutableSpan
            mask.apply(&span) { _ in 0.5 }
            made += block
        }
        let settled = (10 * rate.blockSamples)..<sound.count
        let off = settled.map { abs(Int(made[$0]) - Int(sound[$0 - mask.delay]) / 2) }
        #expect(off.max() ?? .max <= 2)
    }

    @Test func aPersonIsNeverMaskedWholly() {
        #expect(EchoMask.least(probability: 0.1) == 0 && EchoMask.least(probability: 0.3) == 0)
        #expect(abs(EchoMask.least(probability: 1) - 0.3) < 1e-6)
        #expect(EchoMask.least(probability: 0.6) > 0.1)
    }
}

import Sound
import Testing

@Suite struct StreamRateTests {
    @Test(arguments: [(8_000, 80), (16_000, 160), (22_100, 221), (24_000, 240), (44_100, 441), (48_000, 480)])
    func aBlockIsTenMilliseconds(_ hertz: Int, _ samples: Int) throws {
        let rate = try #require(StreamRate(hertz: hertz))
        #expect(rate.blockSamples == samples)
        #expect(rate.blockSamples <= Block.capacity)
        #expect(rate.milliseconds(samples: samples) == 10)
        #expect(rate.samples(milliseconds: 10) == samples)
    }

    @Test(arguments: [Int.min, -48_000, 0, 7_999, 11_025, 22_050, 48_001, 96_000, .max])
    func otherRatesAreRefused(_ hertz: Int) {
        #expect(StreamRate(hertz: hertz) == nil)
    }

    @Test func conversionsRoundDown() throws {
        let rate = try #require(StreamRate(hertz: 44_100))
        #expect(rate.samples(milliseconds: 1) == 44)
        #expect(rate.milliseconds(samples: 440) == 9)
    }
}

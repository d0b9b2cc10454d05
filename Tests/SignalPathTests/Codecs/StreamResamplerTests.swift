import Sound
import Testing

@testable import SignalPath

@Suite struct StreamResamplerTests {
    @Test(arguments: [(48_000, 16_000), (24_000, 48_000), (8_000, 24_000), (44_100, 16_000), (16_000, 16_000)])
    func keepsPlaceAndLength(from: Int, to: Int) throws {
        let resampler = try #require(StreamResampler(from: StreamRate(hertz: from)!, to: StreamRate(hertz: to)!))
        let sound = sine(hertz: 300, rate: Double(from), count: from / 2 + 1, peak: 10_000)
        for _ in 0..<2 {
            var made: [Int16] = []
            for start in stride(from: 0, to: sound.count, by: 777) {
                made += resampler.convert(sound[start..<min(start + 777, sound.count)].span)
            }
            made += resampler.finish()
            let wanted = sine(hertz: 300, rate: Double(to), count: to / 2 + 1, peak: 10_000)
            #expect(made.count == (sound.count * to + from - 1) / from)
            let worst = (to / 50..<(to / 2 - to / 50)).map { abs(Int(made[$0]) - Int(wanted[$0])) }.max()!
            #expect(worst < 250)
        }
    }

    @Test func saysWhatStaysInside() throws {
        let resampler = try #require(StreamResampler(from: .highest, to: StreamRate(hertz: 16_000)!))
        let made = resampler.convert([Int16](repeating: 1, count: 4_800).span)
        #expect(made.count == (4_800 - resampler.delay) / 3)
    }
}

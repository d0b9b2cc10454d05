import Sound
import Testing

@testable import SignalPath

/// A whole file of `samples`, which are at 16 kHz.
func oggOpus(_ samples: [Int16]) throws -> [UInt8] {
    let encoder = try OpusVoiceEncoder(rate: StreamRate(hertz: 16_000)!)
    let writer = OggOpusWriter(rate: encoder.rate, lookahead: encoder.lookahead, serial: 7)
    var bytes = writer.header()
    let padded = samples + [Int16](repeating: 0, count: encoder.lookahead + 320)
    for start in stride(from: 0, to: padded.count - 319, by: 320) {
        bytes += writer.add(try encoder.encode(padded[start..<(start + 320)].span))
    }
    return bytes + writer.finish(total: samples.count * 3)
}

@Suite struct OggOpusTests {
    let rate = StreamRate(hertz: 16_000)!

    @Test func whatWasWrittenIsReadToTheSample() throws {
        let sound = sine(hertz: 440, rate: 16_000, count: 16_123, peak: 8_000)
        let reader = try OggOpusReader(rate: rate)
        let back = try reader.read(try oggOpus(sound)[...])
        #expect(back.count == sound.count)
        let difference = zip(back[2_000..<14_000], sound[2_000..<14_000]).map { Int16(clamping: Int($0) - Int($1)) }
        #expect(loudness(difference[...]) < loudness(sound[...]) - 10)
    }

    @Test func readsInPiecesOfAnySize() throws {
        let bytes = try oggOpus(sine(hertz: 440, rate: 16_000, count: 8_000, peak: 8_000))
        let reader = try OggOpusReader(rate: rate)
        var count = 0
        for start in stride(from: 0, to: bytes.count, by: 7) {
            count += try reader.read(bytes[start..<min(start + 7, bytes.count)]).count
        }
        #expect(count == 8_000)
    }

    @Test func refusesOtherFiles() throws {
        let reader = try OggOpusReader(rate: rate)
        #expect(throws: OpusFault.notOggOpus) { try reader.read(WaveFile(rate: rate, samples: [1, 2, 3]).bytes[...]) }
        var stereo = try oggOpus([Int16](repeating: 0, count: 640))
        stereo.replaceSubrange(28..<36, with: Array("OpusHalf".utf8))
        #expect(throws: OpusFault.self) { _ = try OggOpusReader(rate: rate).read(stereo[...]) }
    }

    @Test func neverTrapsOnBrokenFiles() throws {
        let bytes = try oggOpus(sine(hertz: 440, rate: 16_000, count: 3_200, peak: 8_000))
        var dice = Dice(9)
        for _ in 0..<500 {
            var broken = bytes
            for _ in 0..<3 { broken[Int(abs(dice.roll()) * Float(broken.count - 1))] = UInt8(abs(dice.roll()) * 255) }
            _ = try? OggOpusReader(rate: rate).read(broken[...])
        }
    }
}

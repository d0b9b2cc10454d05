import Sound
import Testing

@testable import SignalPath

@Suite struct OpusTests {
    let rate = StreamRate(hertz: 16_000)!

    private func tone(_ seconds: Double) -> [Int16] {
        sine(hertz: 440, rate: 16_000, count: Int(seconds * 16_000), peak: 8_000)
    }

    private func encoded(_ samples: [Int16], _ encoder: OpusVoiceEncoder) throws -> [[UInt8]] {
        try stride(from: 0, to: samples.count - 319, by: 320).map { try encoder.encode(samples[$0..<($0 + 320)].span) }
    }

    @Test func aToneComesBack() throws {
        let encoder = try OpusVoiceEncoder(rate: rate)
        let decoder = try OpusVoiceDecoder(rate: rate)
        let packets = try encoded(tone(1), encoder)
        let back = try packets.flatMap { try decoder.decode($0) }
        #expect(back.count == 16_000)
        #expect(abs(loudness(back[4_000...]) - loudness(tone(1)[4_000...])) < 1)
        #expect(packets.map(\.count).reduce(0, +) < 4_500)
    }

    @Test func lostPacketsAreMadeUpFor() throws {
        let encoder = try OpusVoiceEncoder(rate: rate)
        let decoder = try OpusVoiceDecoder(rate: rate)
        let packets = try encoded(tone(1), encoder)
        for packet in packets[0..<20] { _ = try decoder.decode(packet) }
        let concealed = try decoder.conceal()
        #expect(concealed.count == 320)
        #expect(loudness(concealed[...]) > loudness(tone(1)[0..<320]) - 6)
        let recovered = try decoder.recover(before: packets[22])
        #expect(recovered.count == 320)
        #expect(loudness(recovered[...]) > -30)
        #expect(try decoder.decode(packets[22]).count == 320)
    }

    @Test func pausesCostNextToNothingWhenDiscontinuous() throws {
        var settings = OpusSettings()
        settings.isDiscontinuous = true
        let encoder = try OpusVoiceEncoder(rate: rate, settings: settings)
        let packets = try encoded([Int16](repeating: 0, count: 32_000), encoder)
        #expect(packets.suffix(50).filter { $0.count <= 2 }.count > 40)
    }

    @Test func refusesWhatItCannotDo() throws {
        #expect(throws: OpusFault.rate(44_100)) { _ = try OpusVoiceEncoder(rate: StreamRate(hertz: 44_100)!) }
        #expect(throws: OpusFault.rate(22_000)) { _ = try OpusVoiceDecoder(rate: StreamRate(hertz: 22_000)!) }
        let encoder = try OpusVoiceEncoder(rate: rate)
        #expect(throws: OpusFault.blockLength(160)) { try encoder.encode([Int16](repeating: 0, count: 160).span) }
        let decoder = try OpusVoiceDecoder(rate: rate)
        #expect(throws: OpusFault.packetLength(0)) { try decoder.decode([]) }
        #expect(throws: OpusFault.refused(-4)) { try decoder.decode([0xFF]) }
    }
}

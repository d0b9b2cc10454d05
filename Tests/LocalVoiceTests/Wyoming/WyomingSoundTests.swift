import SignalPath
import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct WyomingSoundTests {
    @Test func samplesCutInTheMiddleAreWhole() throws {
        let samples = (0..<4_800).map { Int16(truncatingIfNeeded: $0 * 7) }
        let bytes = PCM16.bytes(samples.span)
        let sound = try WyomingSound(["rate": 24_000, "width": 2, "channels": 1], to: 24_000)
        var read: [Int16] = []
        for start in stride(from: 0, to: bytes.count, by: 333) {
            read += sound.take(Array(bytes[start..<min(start + 333, bytes.count)]))
        }
        read += sound.finish()
        #expect(read == samples)
    }

    @Test func twoChannelsBecomeOneAndTheRateIsOurs() throws {
        let pairs = (0..<44_100).map { Int16($0 % 2 == 0 ? 1_000 : 3_000) }
        let sound = try WyomingSound(["rate": 22_050, "width": 2, "channels": 2], to: 24_000)
        let made = sound.take(PCM16.bytes(pairs.span)) + sound.finish()
        #expect((23_900...24_100).contains(made.count))
        #expect((1_950...2_050).contains(made[12_000]))
    }

    @Test(
        arguments: [
            ["rate": 16_000, "width": 4, "channels": 1], ["rate": 16_000, "width": 2, "channels": 6],
            ["rate": 1, "width": 2, "channels": 1], [:],
        ] as [JSONObject])
    func otherSoundIsRefused(data: JSONObject) {
        #expect(throws: WyomingFault.self) { try WyomingSound(data, to: 24_000) }
    }
}

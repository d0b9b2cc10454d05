import Conversation
import Sound
import Testing

@testable import LiveAudio
@testable import SignalPath

@Suite struct EchoWatchTests {
    private func block(level: Float, far: Bool, enhancement: Float = 20, speech: Bool = false) -> ProcessedBlock {
        let rate = StreamRate(hertz: 16_000)!
        var block = ProcessedBlock(
            block: Block(start: .zero, rate: rate, epoch: 0), captured: .zero, captureRate: rate)
        block.microphone.rms = level
        block.isFarEndActive = far
        block.isSpeech = speech
        block.echoEnhancement = enhancement
        return block
    }

    @Test func aReadingComesWithEverySecondOfTheLoudspeaker() {
        var watch = EchoWatch()
        for _ in 0..<300 { #expect(watch.take(block(level: -60, far: false)) == nil) }
        var readings: [EchoReading] = []
        for _ in 0..<250 { readings += [watch.take(block(level: -30, far: true))].compactMap { $0 } }
        #expect(readings.count == 2)
        #expect(readings.allSatisfy { $0.enhancement == 20 && abs($0.loudness - 30) < 0.1 })
    }

    @Test func aPersonIsNotTheRoom() {
        var watch = EchoWatch()
        for _ in 0..<300 { _ = watch.take(block(level: -60, far: false)) }
        for _ in 0..<300 { _ = watch.take(block(level: -25, far: false, speech: true)) }
        let reading = (0..<100).compactMap { _ in watch.take(block(level: -58, far: true)) }.last
        #expect(abs((reading?.loudness ?? 0) - 2) < 0.1)
    }
}

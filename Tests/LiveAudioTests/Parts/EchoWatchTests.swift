import Conversation
import Sound
import Testing

@testable import LiveAudio
@testable import SignalPath

@Suite struct EchoWatchTests {
    private func block(
        level: Float, far: Bool, left: Float? = nil, played: Float = -20, speech: Bool = false
    ) -> ProcessedBlock {
        let rate = StreamRate(hertz: 16_000)!
        var block = ProcessedBlock(
            block: Block(start: .zero, rate: rate, epoch: 0), captured: .zero, captureRate: rate)
        (block.microphone.rms, block.microphone.peak) = (level, level + 10)
        block.cancelled.rms = left ?? level
        block.reference.rms = played
        block.isFarEndActive = far
        block.isSpeech = speech
        return block
    }

    /// Goes up and down by 20 dB in `length` blocks.
    private func wave(_ number: Int, _ length: Int) -> Float {
        20 * abs(Float(number % length) / Float(length) * 2 - 1)
    }

    private func quietRoom(_ watch: inout EchoWatch) {
        for _ in 0..<300 { #expect(watch.take(block(level: -60, far: false)) == nil) }
    }

    @Test func aReadingComesWithEverySecondOfTheLoudspeaker() {
        var watch = EchoWatch()
        quietRoom(&watch)
        let readings = (0..<250).compactMap { _ in watch.take(block(level: -30, far: true, left: -50)) }
        #expect(readings.count == 2)
        #expect(readings.allSatisfy { abs($0.enhancement - 20) < 0.1 && abs($0.loudness - 30) < 0.1 })
    }

    @Test func whatFollowsTheLoudspeakerIsEcho() {
        var watch = EchoWatch()
        quietRoom(&watch)
        let readings = (0..<400).compactMap { number -> EchoReading? in
            let level = -50 + wave(number, 60)
            return watch.take(block(level: level, far: true, left: level - 3, played: level + 10, speech: true))
        }
        #expect(readings.count == 4)
        #expect(readings.allSatisfy { $0.likeness > 0.9 && abs($0.enhancement - 3) < 0.1 })
    }

    /// Else a person who interrupts often would lose the right to it, where there is no echo to cancel.
    @Test func whoTalksOverUsIsNoEcho() {
        var watch = EchoWatch()
        quietRoom(&watch)
        let readings = (0..<900).compactMap { number in
            watch.take(block(level: -45 + wave(number, 37), far: true, played: -40 + wave(number, 60)))
        }
        #expect(readings.count == 9)
        #expect(readings.allSatisfy { $0.likeness < 0.5 })
        #expect(readings.map(\.likeness).reduce(0, +) / 9 < 0.3)
    }

    @Test func aVacuumCleanerIsNoEcho() {
        var watch = EchoWatch()
        quietRoom(&watch)
        let readings = (0..<300).compactMap { number in
            watch.take(block(level: -20, far: true, played: -40 + wave(number, 60)))
        }
        #expect(readings.map(\.likeness) == [0, 0, 0])
    }

    @Test func aPersonIsNotTheRoom() {
        var watch = EchoWatch()
        quietRoom(&watch)
        for _ in 0..<300 { _ = watch.take(block(level: -25, far: false, speech: true)) }
        let reading = (0..<100).compactMap { _ in watch.take(block(level: -58, far: true)) }.last
        #expect(abs((reading?.loudness ?? 0) - 2) < 0.1)
    }

    @Test func aMutedMicrophoneIsNotTheRoomEither() {
        var watch = EchoWatch()
        quietRoom(&watch)
        for number in 0..<600 { #expect(watch.take(block(level: -100, far: number > 300)) == nil) }
        let reading = (0..<100).compactMap { _ in watch.take(block(level: -58, far: true)) }.last
        #expect(abs((reading?.loudness ?? 0) - 2) < 0.1)
    }
}

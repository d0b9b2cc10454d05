import Conversation
import Sound
import Testing

@testable import LiveAudio
@testable import SignalPath

@Suite struct ListeningTests {
    private let rate = StreamRate(hertz: 16_000)!

    /// Block number `number`; the microphone runs at 48 kHz.
    private func block(
        _ number: Int, speech: SpeechEdge? = nil, bargeIn: BargeInEdge? = nil, loudness: Int16 = 100
    ) -> ProcessedBlock {
        let samples = [Int16](repeating: loudness, count: 160)
        var processed = ProcessedBlock(
            block: Block(start: SampleTime(Int64(number) * 160), rate: rate, epoch: 0, samples: samples.span),
            captured: SampleTime(Int64(number) * 480), captureRate: .highest)
        processed.speech = speech
        processed.bargeIn = bargeIn
        processed.probability = 0.75
        return processed
    }

    private func take(_ listening: inout Listening, _ block: ProcessedBlock) -> [DuplexAudioEvent] {
        var block = block
        return listening.take(&block, at: .milliseconds(100)) + listening.settle()
    }

    @Test func speechIsToldOnThePacketsOwnCount() {
        var listening = Listening(blocksPerPacket: 2)
        let began = take(&listening, block(10, speech: .started(at: SampleTime(3_840), preroll: .zero)))
        #expect(
            began == [.nearEnd(.started(from: SampleTime(1_280), at: .milliseconds(100), confidence: 0.75))])
        let ended = take(&listening, block(20, speech: .ended(at: SampleTime(9_000))))
        #expect(ended == [.nearEnd(.ended(until: SampleTime(3_000), at: .milliseconds(100)))])
    }

    @Test func aSuspicionIsConfirmedOrDismissed() {
        var listening = Listening(blocksPerPacket: 2)
        let since = SampleTime(480)
        #expect(
            take(&listening, block(1, bargeIn: .suspected(since: since)))
                == [.bargeIn(.suspected(from: SampleTime(160), at: .milliseconds(100)))])
        #expect(take(&listening, block(2, bargeIn: .confirmed(since: since))) == [.bargeIn(.confirmed(.lastingSpeech))])
        #expect(take(&listening, block(3, bargeIn: .withdrawn)) == [.bargeIn(.dismissed)])
    }

    @Test func aMuteEndsSpeechAndSuspicionOnce() {
        var listening = Listening(blocksPerPacket: 1)
        _ = listening.start(preroll: .zero)
        _ = take(
            &listening, block(1, speech: .started(at: .zero, preroll: .zero), bargeIn: .suspected(since: .zero)))
        listening.isMuted = true
        var muted = block(2, speech: .started(at: .zero, preroll: .zero))
        let events = listening.take(&muted, at: .milliseconds(100)) + listening.settle()
        #expect(
            events.prefix(2) == [
                .nearEnd(.ended(until: SampleTime(320), at: .milliseconds(100))), .bargeIn(.dismissed),
            ])
        #expect(events.packets.first?.samples == [Int16](repeating: 0, count: 160))
        // Meters and taps see nothing either.
        #expect(muted.speech == nil && muted.probability == 0 && muted.block[0] == 0)
        listening.isMuted = false
        let later = take(&listening, block(3, speech: .ended(at: SampleTime(1_500)), bargeIn: .withdrawn))
        #expect(later.count == 1 && later.packets.count == 1)
    }
}

import Sound
import Testing

@testable import SignalPath

/// Transcripts in microphone samples at 16 kHz: one number a block of 10 ms.
@Suite struct SpeechGateTests {
    let rate = StreamRate(hertz: 16_000)!

    private func edges(_ probabilities: [Float], _ settings: SpeechGateSettings) -> [Int: SpeechEdge] {
        var gate = SpeechGate()
        var edges: [Int: SpeechEdge] = [:]
        for (block, probability) in probabilities.enumerated() {
            let start = SampleTime(Int64(block * 160))
            edges[block] = gate.update(probability, start: start, rate: rate, settings: settings)
        }
        return edges
    }

    private func speech(_ blocks: Int) -> [Float] { Array(repeating: 1, count: blocks) }
    private func likely(_ blocks: Int) -> [Float] { Array(repeating: 0.69, count: blocks) }
    /// Certain for a third.
    private func fairlySure(_ blocks: Int) -> [Float] { Array(repeating: 0.8, count: blocks) }
    private func quiet(_ blocks: Int) -> [Float] { Array(repeating: 0.1, count: blocks) }

    @Test func startsAfterSixtyMillisecondsAndNamesTheOnset() {
        let edges = edges(quiet(50) + speech(20), SpeechGateSettings())
        #expect(edges == [55: .started(at: SampleTime(8_000), preroll: SampleTime(4_800))])
    }

    @Test func aClickIsNoSpeech() {
        #expect(edges(quiet(5) + speech(3) + quiet(60), SpeechGateSettings()).isEmpty)
    }

    @Test func whatIsOnlyLikelyNeverStarts() {
        #expect(edges(likely(500), SpeechGateSettings()).isEmpty)
    }

    @Test func lessCertaintyTakesLonger() {
        #expect(
            edges(quiet(50) + fairlySure(60), SpeechGateSettings())
                == [79: .started(at: SampleTime(8_000), preroll: SampleTime(4_800))])
    }

    @Test func whatWasLikelyBeforeBelongsToIt() {
        let edges = edges(likely(20) + speech(10), SpeechGateSettings())
        #expect(edges == [25: .started(at: .zero, preroll: .zero)])
    }

    @Test func aTurnBeginsHalfASecondBeforeItIsSureAtMost() {
        let edges = edges(likely(100) + speech(10), SpeechGateSettings())
        #expect(edges == [105: .started(at: SampleTime(55 * 160), preroll: SampleTime(35 * 160))])
    }

    @Test func whatWasLikelyIsForgottenAfterAQuietFifthOfASecond() {
        let edges = edges(likely(20) + quiet(20) + speech(10), SpeechGateSettings())
        #expect(edges == [45: .started(at: SampleTime(40 * 160), preroll: SampleTime(20 * 160))])
    }

    @Test func whoeverWasSurelyHeardIsBelievedAtOnce() {
        let edges = edges(speech(100) + quiet(100) + likely(10), SpeechGateSettings())
        #expect(edges[205] == .started(at: SampleTime(200 * 160), preroll: SampleTime(180 * 160)))
    }

    @Test func withoutDoubtWhatIsLikelyStarts() {
        var settings = SpeechGateSettings()
        settings.certainMilliseconds = 0
        #expect(edges(likely(10), settings) == [5: .started(at: .zero, preroll: .zero)])
    }

    @Test func ofWhatIsOnlyLikelyTheBeginningIsHeard() {
        var gate = SpeechGate()
        let heard = (likely(10) + speech(10)).enumerated().map { block, probability in
            let start = SampleTime(Int64(block * 160))
            _ = gate.update(probability, start: start, rate: rate, settings: SpeechGateSettings())
            return gate.isHeard
        }
        #expect(Array(heard.prefix(10)) == Array(repeating: true, count: 5) + Array(repeating: false, count: 5))
        #expect(Array(heard.suffix(5)) == Array(repeating: true, count: 5))
    }

    @Test func endsAfterTheHangoverAndNamesTheLastSpeech() {
        let edges = edges(speech(30) + quiet(60), SpeechGateSettings())
        #expect(edges == [5: .started(at: .zero, preroll: .zero), 69: .ended(at: SampleTime(4_800))])
    }

    @Test func pausesInsideAreBridged() {
        let edges = edges(speech(30) + quiet(39) + speech(10) + quiet(60), SpeechGateSettings())
        #expect(edges.count == 2)
        #expect(edges[118] == .ended(at: SampleTime(79 * 160)))
    }

    @Test func weakSpeechContinuesButDoesNotStart() {
        let weak = [Float](repeating: 0.4, count: 100)
        #expect(edges(weak, SpeechGateSettings()).isEmpty)
        #expect(edges(speech(10) + weak, SpeechGateSettings()).count == 1)
    }

    @Test func aRebuiltStreamEndsSpeech() {
        var gate = SpeechGate()
        for block in 0..<10 {
            let start = SampleTime(Int64(block * 160))
            _ = gate.update(1, start: start, rate: rate, settings: SpeechGateSettings())
        }
        #expect(gate.interrupt(at: SampleTime(5_000)) == .ended(at: SampleTime(1_600)))
        #expect(gate.interrupt(at: SampleTime(5_000)) == nil)
    }
}

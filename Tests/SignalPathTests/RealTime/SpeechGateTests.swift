import Sound
import Testing

@testable import SignalPath

/// Transcripts in microphone samples at 16 kHz: one number a block of 10 ms.
@Suite struct SpeechGateTests {
    let rate = StreamRate(hertz: 16_000)!

    /// `levels`: −30 dB where they end.
    private func edges(
        _ probabilities: [Float], _ settings: SpeechGateSettings = SpeechGateSettings(), levels: [Float] = []
    ) -> [Int: SpeechEdge] {
        var gate = SpeechGate()
        var edges: [Int: SpeechEdge] = [:]
        for (block, probability) in probabilities.enumerated() {
            let start = SampleTime(Int64(block * 160))
            let level = block < levels.count ? levels[block] : -30
            edges[block] = gate.update(probability, level: level, start: start, rate: rate, settings: settings)
        }
        return edges
    }

    private func speech(_ blocks: Int) -> [Float] { Array(repeating: 1, count: blocks) }
    private func likely(_ blocks: Int) -> [Float] { Array(repeating: 0.69, count: blocks) }
    /// Certain for a third.
    private func fairlySure(_ blocks: Int) -> [Float] { Array(repeating: 0.8, count: blocks) }
    private func quiet(_ blocks: Int) -> [Float] { Array(repeating: 0.1, count: blocks) }

    @Test func startsWhenItIsSureAndNamesTheOnset() {
        let edges = edges(quiet(50) + speech(40))
        #expect(edges == [76: .started(at: SampleTime(8_000), preroll: SampleTime(4_800))])
    }

    @Test func besideTheLoudspeakersVoiceItStartsAfterSixtyMilliseconds() {
        let edges = edges(quiet(50) + speech(20), SpeechGateSettings().easier)
        #expect(edges == [55: .started(at: SampleTime(8_000), preroll: SampleTime(4_800))])
    }

    @Test func whatAdminsMakeEasierStaysSo() {
        var settings = SpeechGateSettings()
        settings.certainMilliseconds = 20
        #expect(settings.easier == settings)
    }

    @Test func aClickIsNoSpeech() {
        #expect(edges(quiet(5) + speech(3) + quiet(60)).isEmpty)
    }

    @Test func whatIsOnlyLikelyNeverStarts() {
        #expect(edges(likely(500)).isEmpty)
    }

    @Test func lessCertaintyTakesLonger() {
        let edges = edges(quiet(50) + fairlySure(150))
        #expect(edges.keys.sorted() == [183])
    }

    @Test func whatWasLikelyBeforeBelongsToIt() {
        let edges = edges(likely(20) + speech(40))
        #expect(edges == [46: .started(at: .zero, preroll: .zero)])
    }

    @Test func aTurnBeginsHalfASecondBeforeItIsSureAtMost() {
        let edges = edges(likely(100) + speech(40))
        #expect(edges == [126: .started(at: SampleTime(76 * 160), preroll: SampleTime(56 * 160))])
    }

    @Test func whatWasLikelyIsForgottenAfterAQuietFifthOfASecond() {
        let edges = edges(likely(20) + quiet(20) + speech(40))
        #expect(edges == [66: .started(at: SampleTime(40 * 160), preroll: SampleTime(20 * 160))])
    }

    @Test func whoeverWasSurelyHeardIsBelievedAtOnce() {
        let edges = edges(speech(100) + quiet(100) + likely(10))
        #expect(edges[205] == .started(at: SampleTime(200 * 160), preroll: SampleTime(180 * 160)))
    }

    @Test func whoSpokeForFourSecondsIsKnownForAnotherFifteen() {
        let spoke = speech(400)
        #expect(edges(spoke + quiet(1_500) + likely(10)).count == 3)
        #expect(edges(spoke + quiet(1_700) + likely(10)).count == 2)
    }

    /// A hammer: the detector goes on for a third of a second when the sound has died away.
    @Test func whatDiedAwayIsNoPerson() {
        let struck = [Float](repeating: 0.95, count: 40) + quiet(60)
        let fading = (0..<100).map { max(-70, -20 - 3 * Float($0)) }
        #expect(edges(struck, levels: fading).isEmpty)
        #expect(edges(struck).count == 2)
    }

    @Test func whoIsFainterThanASlammedDoorIsHeardSoonAfter() {
        let talking = speech(200)
        let levels = (0..<200).map { $0 < 5 ? Float(0) : -40 }
        // 15 dB too faint at first, and the door fades by 25 dB a second.
        #expect(edges(talking, levels: levels).keys.sorted() == [90])
    }

    @Test func withoutDoubtWhatIsLikelyStarts() {
        var settings = SpeechGateSettings()
        settings.certainMilliseconds = 0
        #expect(edges(likely(10), settings) == [5: .started(at: .zero, preroll: .zero)])
    }

    @Test func ofWhatIsOnlyLikelyTheBeginningIsHeard() {
        var gate = SpeechGate()
        let heard = (likely(10) + speech(40)).enumerated().map { block, probability in
            let start = SampleTime(Int64(block * 160))
            _ = gate.update(probability, level: -30, start: start, rate: rate, settings: SpeechGateSettings())
            return gate.isHeard
        }
        #expect(Array(heard.prefix(10)) == Array(repeating: true, count: 5) + Array(repeating: false, count: 5))
        #expect(Array(heard.suffix(5)) == Array(repeating: true, count: 5))
    }

    @Test func endsAfterTheHangoverAndNamesTheLastSpeech() {
        let edges = edges(speech(30) + quiet(60))
        #expect(edges == [26: .started(at: .zero, preroll: .zero), 69: .ended(at: SampleTime(4_800))])
    }

    @Test func pausesInsideAreBridged() {
        let edges = edges(speech(30) + quiet(39) + speech(10) + quiet(60))
        #expect(edges.count == 2)
        #expect(edges[118] == .ended(at: SampleTime(79 * 160)))
    }

    @Test func weakSpeechContinuesButDoesNotStart() {
        let weak = [Float](repeating: 0.4, count: 100)
        #expect(edges(weak).isEmpty)
        #expect(edges(speech(40) + weak).count == 1)
    }

    @Test func aRebuiltStreamEndsSpeech() {
        var gate = SpeechGate()
        for block in 0..<40 {
            let start = SampleTime(Int64(block * 160))
            _ = gate.update(1, level: -30, start: start, rate: rate, settings: SpeechGateSettings())
        }
        #expect(gate.interrupt(at: SampleTime(9_000)) == .ended(at: SampleTime(6_400)))
        #expect(gate.interrupt(at: SampleTime(9_000)) == nil)
    }
}

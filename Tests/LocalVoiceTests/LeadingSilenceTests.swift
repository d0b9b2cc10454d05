import Testing

@testable import LocalVoice

@Suite struct LeadingSilenceTests {
    @Test func silenceInFrontGoesAndWordsMoveAlong() {
        var silence = LeadingSilence(sampleRate: 16_000)
        let words = [SpokenWord(text: "hi", startMilliseconds: 200, durationMilliseconds: 90)]
        #expect(silence.take(SpeechChunk(samples: [Int16](repeating: 0, count: 1_600), words: words)).samples.isEmpty)
        let sounding = silence.take(
            SpeechChunk(samples: [Int16](repeating: 9, count: 1_600) + [3_000, 3_000], words: []))
        #expect(sounding.samples.count == 320 + 2)
        #expect(sounding.words == [SpokenWord(text: "hi", startMilliseconds: 20, durationMilliseconds: 90)])
        let next = silence.take(SpeechChunk(samples: [0, 0], words: words))
        #expect(next.samples == [0, 0] && next.words[0].startMilliseconds == 20)
    }

    @Test func anUtteranceThatNeverGetsLoudIsKept() {
        var silence = LeadingSilence(sampleRate: 16_000)
        _ = silence.take(SpeechChunk(samples: [1, 2, 3], words: []))
        #expect(silence.finish().samples == [1, 2, 3])
        #expect(silence.finish().samples.isEmpty)
        var long = LeadingSilence(sampleRate: 16_000)
        #expect(long.take(SpeechChunk(samples: [Int16](repeating: 1, count: 9_000), words: [])).samples.count == 1_320)
    }
}

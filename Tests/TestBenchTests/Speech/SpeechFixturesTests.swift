import TestBench
import Testing

@Suite struct SpeechFixturesTests {
    @Test(arguments: TestVoice.all)
    func everyVoiceSpeaksAtTheLevelAskedFor(_ voice: TestVoice) throws {
        let speech = try SpeechFixtures.speech(SpeechFixtures.sentences[1], voice: voice, rate: 16_000)
        #expect((16_000..<80_000).contains(speech.count))
        #expect(abs(Level.decibels(speech) + 26) < 0.5)
        #expect(Level.decibels(speech.prefix(1_600)) > -60)
        #expect(Level.decibels(speech.suffix(1_600)) > -60)
    }

    @Test(arguments: [16_000, 24_000, 48_000])
    func everyRateIsTheSameSpeech(_ rate: Int) throws {
        let base = try SpeechFixtures.speech(rate: 16_000)
        let other = try SpeechFixtures.speech(rate: rate)
        #expect(abs(other.count - base.count * rate / 16_000) <= 2 * rate / 16_000)
        let back = resampled(other, from: rate, to: 16_000)
        let found = Correlation.find(Array(base[1_000..<9_000]), in: back)
        let place = try #require(found)
        #expect(abs(place.index - 1_000) <= 1)
        #expect(place.similarity > 0.98)
    }

    @Test func voicesDiffer() throws {
        let one = try SpeechFixtures.speech(voice: .slt), other = try SpeechFixtures.speech(voice: .rms)
        #expect(one.count != other.count)
    }

    @Test func whatCannotBeSpokenIsAnError() {
        #expect(throws: SpeechFixtures.CannotSpeak.self) { try SpeechFixtures.speech("...", voice: .american) }
    }
}

@Suite struct ResamplingTests {
    @Test(arguments: [(48_000, 16_000), (16_000, 48_000), (22_050, 24_000), (48_000, 44_100)])
    func lengthAndPlaceAreKept(_ from: Int, _ to: Int) throws {
        let chirp = Noise.tone(hertz: 1_000, count: from / 10, rate: from)
        let source = [Int16](repeating: 0, count: from / 4) + chirp + [Int16](repeating: 0, count: from / 4)
        let result = resampled(source, from: from, to: to)
        #expect(abs(result.count - source.count * to / from) <= 1)
        let wanted = Noise.tone(hertz: 1_000, count: to / 10, rate: to)
        let found = Correlation.find(wanted, in: result)
        let place = try #require(found)
        #expect(abs(place.index - to / 4) <= 1)
        #expect(place.similarity > 0.99)
    }

    @Test func theLastSampleIsNotLost() {
        let source = [Int16](repeating: 0, count: 4_799) + [20_000]
        #expect(Level.peak(resampled(source, from: 16_000, to: 48_000).suffix(6)) > 10_000)
    }
}

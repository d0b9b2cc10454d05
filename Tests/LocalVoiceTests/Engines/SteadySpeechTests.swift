import Testing

@testable import LocalVoice

/// A voice that says some sentences and fails at others.
private struct ScriptedVoice: SpeechEngine {
    var sampleRate = 24_000
    var failsAt: Set<String> = []
    /// Samples of each sentence that are said.
    var samples = 2_400
    var level: Int16 = 100

    func speak(_ text: String, as manner: SpeechManner) -> AsyncThrowingStream<SpeechChunk, any Error> {
        AsyncThrowingStream { continuation in
            let sound = [Int16](repeating: level, count: samples)
            continuation.yield(
                SpeechChunk(
                    samples: sound, words: [SpokenWord(text: text, startMilliseconds: 5, durationMilliseconds: 9)]))
            continuation.finish(throwing: failsAt.contains(text) ? WyomingFault.brokenOff : nil)
        }
    }
}

@Suite struct SteadySpeechTests {
    private func say(_ text: String, failingAt: Set<String>) async throws -> (words: [SpokenWord], samples: [Int16]) {
        let outer = ScriptedVoice(failsAt: failingAt)
        let embedded = ScriptedVoice(level: 900)
        let speech = SteadySpeech(
            outer, health: EngineHealth("voice", now: { .zero }, tell: { _ in }), embedded: embedded)
        var words: [SpokenWord] = []
        var samples: [Int16] = []
        for try await chunk in speech.speak(text, as: SpeechManner()) {
            words += chunk.words
            samples += chunk.samples
        }
        return (words, samples)
    }

    @Test func wordTimesCountThroughAllSentences() async throws {
        let (words, samples) = try await say("One. Two.", failingAt: [])
        #expect(words.map(\.startMilliseconds) == [5, 105])
        #expect(samples == [Int16](repeating: 100, count: 4_800))
    }

    @Test func theEmbeddedVoiceGoesOnFromTheSentenceThatBrokeOff() async throws {
        let (words, samples) = try await say("One. Two. Three.", failingAt: ["Two."])
        #expect(words.map(\.text) == ["One.", "Two.", "Two.", "Three."])
        #expect(samples.count == 4 * 2_400)
        #expect(samples.filter { $0 == 100 }.count == 2 * 2_400)
    }
}

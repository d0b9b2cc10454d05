import SignalPath
import Sound

/// Speaks with an outer engine, sentence by sentence, and with the embedded voice when that fails or rests.
package struct SteadySpeech: SpeechEngine {
    package let sampleRate: Int
    private let outer: any SpeechEngine
    private let embedded: any SpeechEngine
    private let health: EngineHealth

    package init(_ outer: any SpeechEngine, health: EngineHealth, embedded: any SpeechEngine) {
        self.outer = outer
        self.health = health
        self.embedded = embedded
        sampleRate = outer.sampleRate
    }

    package func speak(_ text: String, as manner: SpeechManner) -> AsyncThrowingStream<SpeechChunk, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: SpeechChunk.self, throwing: (any Error).self, bufferingPolicy: .unbounded)
        let task = Task {
            do {
                var delivery = Delivery(rate: sampleRate) { continuation.yield($0) }
                for sentence in Sentences.split(text) { try await say(sentence, manner, &delivery) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func say(_ sentence: String, _ manner: SpeechManner, _ delivery: inout Delivery) async throws {
        if health.mayAsk {
            do {
                for try await chunk in outer.speak(sentence, as: manner) { delivery.pass(chunk) }
                try Task.checkCancellation()
                delivery.endSentence()
                return health.succeeded()
            } catch {
                try Task.checkCancellation()
                health.failed("\(error)")
            }
        }
        // A sentence that broke off is said again whole: nobody knows which word was the last.
        delivery.endSentence()
        guard let from = StreamRate(hertz: embedded.sampleRate), let to = StreamRate(hertz: sampleRate),
            let resampler = StreamResampler(from: from, to: to)
        else { throw SpeechError.engineFailed }
        for try await chunk in embedded.speak(sentence, as: manner) {
            delivery.pass(SpeechChunk(samples: resampler.convert(chunk.samples.span), words: chunk.words))
        }
        delivery.pass(SpeechChunk(samples: resampler.finish(), words: []))
        delivery.endSentence()
    }

    /// Hands chunks on; word times count from the first sentence.
    private struct Delivery {
        let rate: Int
        let yield: (SpeechChunk) -> Void
        private var made = 0
        private var before = 0

        init(rate: Int, yield: @escaping (SpeechChunk) -> Void) {
            self.rate = rate
            self.yield = yield
        }

        mutating func pass(_ chunk: SpeechChunk) {
            made += chunk.samples.count
            var chunk = chunk
            for index in chunk.words.indices { chunk.words[index].startMilliseconds += before }
            if !chunk.samples.isEmpty || !chunk.words.isEmpty { yield(chunk) }
        }

        mutating func endSentence() { before = made * 1_000 / rate }
    }
}

/// Leaves out the silence in front of an utterance: engines put a fifth of a second there, which a person waits for.
struct LeadingSilence {
    private static let quiet: UInt16 = 150
    /// Kept in front of the first sound, so that it does not begin with a click.
    private let kept: Int
    private let most: Int
    private let rate: Int
    private var held: [Int16] = []
    private var words: [SpokenWord] = []
    private var left = 0
    private var isOver = false

    init(sampleRate: Int) {
        rate = sampleRate
        kept = sampleRate / 50
        most = sampleRate / 2
    }

    /// What of the utterance sounds from here on; nothing while all is silent.
    mutating func take(_ chunk: SpeechChunk) -> SpeechChunk {
        guard !isOver else { return shifted(chunk) }
        held += chunk.samples
        words += chunk.words
        guard let loud = held.firstIndex(where: { $0.magnitude > Self.quiet }) ?? (held.count > most ? most : nil)
        else {
            return SpeechChunk(samples: [], words: [])
        }
        return end(at: max(0, loud - kept))
    }

    /// What is still held of an utterance that never got loud.
    mutating func finish() -> SpeechChunk { isOver ? SpeechChunk(samples: [], words: []) : end(at: 0) }

    private mutating func end(at start: Int) -> SpeechChunk {
        isOver = true
        left = start
        defer { (held, words) = ([], []) }
        return shifted(SpeechChunk(samples: Array(held[start...]), words: words))
    }

    private func shifted(_ chunk: SpeechChunk) -> SpeechChunk {
        let milliseconds = left * 1_000 / rate
        var chunk = chunk
        for index in chunk.words.indices {
            chunk.words[index].startMilliseconds = max(0, chunk.words[index].startMilliseconds - milliseconds)
        }
        return chunk
    }
}

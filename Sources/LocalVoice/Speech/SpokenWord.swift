/// One word of synthesised speech and when it sounds.
package struct SpokenWord: Sendable, Equatable {
    package var text: String
    /// From the first sample of the utterance.
    package var startMilliseconds: Int
    package var durationMilliseconds: Int

    package init(text: String, startMilliseconds: Int, durationMilliseconds: Int) {
        self.text = text
        self.startMilliseconds = startMilliseconds
        self.durationMilliseconds = durationMilliseconds
    }
}

/// A piece of an utterance, in order.
package struct SpeechChunk: Sendable, Equatable {
    /// 16-bit mono.
    package var samples: [Int16]
    /// Words that begin in this piece or later and were not told before.
    package var words: [SpokenWord]

    package init(samples: [Int16], words: [SpokenWord]) {
        self.samples = samples
        self.words = words
    }
}

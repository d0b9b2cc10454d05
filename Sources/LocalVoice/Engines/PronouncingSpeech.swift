/// Says words of a list as the list says. Only the sound changes; transcripts keep the words.
package struct PronouncingSpeech: SpeechEngine {
    private let engine: any SpeechEngine
    private let list: PronunciationList

    package init(_ engine: any SpeechEngine, _ list: PronunciationList) {
        self.engine = engine
        self.list = list
    }

    package var sampleRate: Int { engine.sampleRate }

    package func speak(_ text: String, as manner: SpeechManner) -> AsyncThrowingStream<SpeechChunk, any Error> {
        engine.speak(list.apply(to: text), as: manner)
    }
}

/// Words and how they are spoken: "kWh" is "kilowatt hours". Case does not matter; only whole words count.
package struct PronunciationList: Sendable, Equatable {
    private let spoken: [String: String]
    /// Words of the longest entry, so that "St. Ives" is found before "St.".
    private let mostWords: Int

    package init(_ words: [String: String]) {
        var spoken: [String: String] = [:]
        for (word, sound) in words.sorted(by: { $0.key < $1.key }) {
            spoken[Self.key(word)] = sound
        }
        self.spoken = spoken
        mostWords = spoken.keys.map { $0.split(separator: " ").count }.max() ?? 0
    }

    package var isEmpty: Bool { spoken.isEmpty }

    package func sound(of word: String) -> String? { spoken[Self.key(word)] }

    package func apply(to text: String) -> String {
        guard !isEmpty else { return text }
        let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        var result: [String] = []
        var index = 0
        while index < words.count {
            let length = (1...max(1, min(mostWords, words.count - index))).reversed().first { length in
                replacement(of: words[index..<(index + length)]) != nil
            }
            if let length, let sound = replacement(of: words[index..<(index + length)]) {
                result.append(sound)
                index += length
            } else {
                result.append(words[index])
                index += 1
            }
        }
        return result.joined(separator: " ")
    }

    /// The sound with the signs that stand round the words.
    private func replacement(of words: ArraySlice<String>) -> String? {
        let text = words.joined(separator: " ")
        if let sound = spoken[text.lowercased()] { return sound }
        let marks: (Character) -> Bool = { ",.!?;:\"()'".contains($0) }
        let lead = text.prefix(while: marks)
        let core = text.dropFirst(lead.count)
        let tail = core.reversed().prefix(while: marks).count
        let word = core.dropLast(tail)
        guard let sound = spoken[word.lowercased()] else { return nil }
        return lead + sound + core.suffix(tail)
    }

    private static func key(_ word: String) -> String {
        word.lowercased().split(separator: " ").joined(separator: " ")
    }
}

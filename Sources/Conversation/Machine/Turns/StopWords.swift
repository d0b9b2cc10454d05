/// Finds the words that interrupt in what a person is heard to say over the answer.
///
/// A turn counts only if it began while the answer was heard: a question that happens to hold such a word, and is written
/// down while its answer is already spoken, does not cut that answer off.
struct StopWords: Equatable, Sendable {
    private var phrases: [[String]] = []
    private var turnsOverAnswer = RecentSet<ItemKey>(capacity: 16)
    private var heeded = RecentSet<ItemKey>(capacity: 16)
    /// Our own detector heard a turn begin over the answer; the service has not named it yet.
    private var unnamed = false

    init(_ phrases: [String]) { listen(for: phrases) }

    mutating func listen(for phrases: [String]) {
        self.phrases = phrases.map { Self.words(of: $0) }.filter { !$0.isEmpty }
    }

    // MARK: Which turns count

    mutating func turnBegan(_ item: ItemKey, overAnswer: Bool) {
        if overAnswer { _ = turnsOverAnswer.insert(item) }
    }

    mutating func localTurnBegan(overAnswer: Bool) { unnamed = overAnswer }

    mutating func turnCommitted(_ item: ItemKey) {
        turnBegan(item, overAnswer: unnamed)
        unnamed = false
    }

    // MARK: Which words count

    /// Whether the turn says one of them, told once a turn. Of a text that is not whole the last word may still grow.
    mutating func areSaid(by item: ItemKey, _ text: PrivateText, isWhole: Bool) -> Bool {
        guard !phrases.isEmpty, turnsOverAnswer.contains(item), !heeded.contains(item) else { return false }
        var words = Self.words(of: text.text)
        if !isWhole, let last = text.text.last, Self.isInWord(last) { words.removeLast() }
        guard areSaid(in: words) else { return false }
        return heeded.insert(item)
    }

    /// Whether a whole text holds one of them, whoever says it.
    func areSaid(in text: PrivateText) -> Bool { areSaid(in: Self.words(of: text.text)) }

    private func areSaid(in words: [String]) -> Bool {
        phrases.contains { Self.contains($0, in: words) }
    }

    private static func contains(_ phrase: [String], in words: [String]) -> Bool {
        words.indices.contains { start in words[start...].starts(with: phrase) }
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !isInWord($0) }.map(String.init)
    }

    private static func isInWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "'" || character == "’"
    }
}

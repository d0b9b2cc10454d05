/// Finds how words fit a phrase, and which of them stand in its slots.
package struct PhraseMatch: Sendable, Equatable {
    /// Words in each slot.
    package var slots: [String: [String]] = [:]

    /// The first way in which all of `words` fit `phrase`.
    package static func match(_ words: [String], with phrase: Phrase) -> PhraseMatch? {
        var ways = [Way(position: 0, slots: [:])]
        ways = advance(ways, over: phrase, words: words)
        return ways.first { $0.position == words.count }.map { PhraseMatch(slots: $0.slots) }
    }

    private struct Way: Equatable {
        var position: Int
        var slots: [String: [String]]
    }

    /// More ways than this are not followed: a hostile grammar cannot make matching slow.
    private static let mostWays = 256

    private static func advance(_ ways: [Way], over phrase: Phrase, words: [String]) -> [Way] {
        switch phrase {
        case .words(let text):
            let wanted = SpokenForm.words(of: text)
            return ways.compactMap { way in
                guard words[way.position...].starts(with: wanted) else { return nil }
                return Way(position: way.position + wanted.count, slots: way.slots)
            }
        case .sequence(let parts):
            return parts.reduce(ways) { reached, part in
                reached.isEmpty ? [] : advance(reached, over: part, words: words)
            }
        case .choice(let parts):
            var reached: [Way] = []
            for part in parts where reached.count < mostWays {
                for way in advance(ways, over: part, words: words) where !reached.contains(way) { reached.append(way) }
            }
            return reached
        case .optional(let part):
            let without = ways
            return Array((advance(ways, over: part, words: words) + without).prefix(mostWays))
        case .slot(let name, let part):
            return ways.flatMap { way in
                advance([way], over: part, words: words).map { after in
                    var filled = after
                    filled.slots[name] = Array(words[way.position..<after.position])
                    return filled
                }
            }
        case .rule:
            return []
        }
    }
}

/// Reads the short notation of example sentences.
///
/// Words stand for themselves; `[…]` may be left out; `(a|b)` is a choice; `{name}` is a slot. All of it nests.
package enum PhrasePattern {
    package enum Fault: Error, Equatable {
        /// `(`, `[` or `{` without its counterpart, at this character.
        case unclosed(at: Int)
        case unexpected(Character, at: Int)
        case unknownSlot(String)
        case tooDeep
    }

    private static let deepest = 16

    package static func phrase(_ text: String, slots: [Slot]) throws(Fault) -> Phrase {
        var reader = Reader(characters: Array(text), slots: slots)
        let phrase = try reader.alternatives(depth: 0)
        if let rest = reader.peek { throw .unexpected(rest, at: reader.position) }
        return phrase
    }

    private struct Reader {
        let characters: [Character]
        let slots: [Slot]
        var position = 0

        var peek: Character? { position < characters.count ? characters[position] : nil }

        init(characters: [Character], slots: [Slot]) {
            self.characters = characters
            self.slots = slots
        }

        mutating func alternatives(depth: Int) throws(Fault) -> Phrase {
            guard depth < deepest else { throw .tooDeep }
            var choices = [try sequence(depth: depth)]
            while peek == "|" {
                position += 1
                choices.append(try sequence(depth: depth))
            }
            return choices.count == 1 ? choices[0] : .choice(choices)
        }

        private mutating func sequence(depth: Int) throws(Fault) -> Phrase {
            var parts: [Phrase] = []
            while let next = peek, !"|)]".contains(next) {
                switch next {
                case "(": parts.append(try group(closing: ")", depth: depth))
                case "[": parts.append(.optional(try group(closing: "]", depth: depth)))
                case "{": parts.append(try slot())
                case "}": throw .unexpected(next, at: position)
                default: parts.append(contentsOf: words())
                }
            }
            return parts.count == 1 ? parts[0] : .sequence(parts)
        }

        private mutating func group(closing: Character, depth: Int) throws(Fault) -> Phrase {
            let start = position
            position += 1
            let inner = try alternatives(depth: depth + 1)
            guard peek == closing else { throw .unclosed(at: start) }
            position += 1
            return inner
        }

        private mutating func slot() throws(Fault) -> Phrase {
            let start = position
            guard let end = characters[position...].firstIndex(of: "}") else { throw .unclosed(at: start) }
            let name = String(characters[(position + 1)..<end]).trimmingWhitespace()
            position = end + 1
            guard let slot = slots.first(where: { $0.name == name }) else { throw .unknownSlot(name) }
            return .slot(name, slot.phrase)
        }

        private mutating func words() -> [Phrase] {
            var text = ""
            while let next = peek, !"()[]{}|".contains(next) {
                text.append(next)
                position += 1
            }
            return text.contains { $0.isLetter || $0.isNumber } ? [.words(text.trimmingWhitespace())] : []
        }
    }
}

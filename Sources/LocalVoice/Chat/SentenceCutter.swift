/// Cuts a text that grows into sentences, each as soon as it is whole, and takes signs out that are for the eye.
struct SentenceCutter: Sendable {
    private var text = ""

    mutating func take(_ more: String) -> [String] {
        text += more
        guard let end = lastEnd else { return [] }
        let whole = String(text[...end])
        text = String(text[text.index(after: end)...])
        return Sentences.split(whole).compactMap(Self.plain)
    }

    /// Where the last whole sentence ends. A sign at the very end may yet be followed by more: "3." by "5".
    private var lastEnd: String.Index? {
        for index in text.indices.reversed() {
            if text[index].isNewline { return index }
            let next = text.index(after: index)
            guard ".!?;:".contains(text[index]), next < text.endIndex, text[next].isWhitespace else { continue }
            if !Sentences.isAbbreviation(String(text[...index])) { return index }
        }
        return text.count > Sentences.longestPiece ? text.lastIndex(of: " ") : nil
    }

    mutating func finish() -> [String] {
        defer { text = "" }
        return Sentences.split(text).compactMap(Self.plain)
    }

    /// Models write for a page: marks of emphasis, headings and lists are not for the ear.
    static func plain(_ sentence: String) -> String? {
        var plain = ""
        for character in sentence {
            switch character {
            case "*", "`", "#", "_", "|": continue
            case "’", "‘": plain.append("'")
            case "“", "”": plain.append("\"")
            case "–", "—": plain += ", "
            case "…": plain += "..."
            default: plain.append(character)
            }
        }
        plain = plain.trimmingWhitespace()
        if plain.hasPrefix("- ") { plain.removeFirst(2) }
        return plain.contains { $0.isLetter || $0.isNumber } ? plain : nil
    }
}

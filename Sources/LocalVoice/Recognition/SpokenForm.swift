/// Words as a recogniser hears and a voice says them: lower case, no signs, numbers in words.
package enum SpokenForm {
    /// "Set it to 68°!" → ["set", "it", "to", "sixty", "eight", "degrees"].
    package static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text.lowercased() {
            if character.isLetter || character.isNumber || (character == "'" && !word.isEmpty) {
                word.append(character)
            } else {
                append(word, to: &words)
                word = ""
                if let sign = signs[character] { words.append(sign) }
            }
        }
        append(word, to: &words)
        return words
    }

    private static let signs: [Character: String] = ["°": "degrees", "%": "percent", "&": "and", "+": "plus"]

    private static func append(_ word: String, to words: inout [String]) {
        guard !word.isEmpty else { return }
        if let number = Int(word), let spoken = NumberWords.words(for: number) {
            words += spoken
        } else {
            words.append(word)
        }
    }
}

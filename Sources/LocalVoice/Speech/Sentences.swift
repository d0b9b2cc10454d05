/// Cuts text where a speaker would take breath, so that the first sound does not wait for the last word.
package enum Sentences {
    /// Longest piece in characters: a text without full stops is cut at a comma or space.
    static let longestPiece = 240

    package static func split(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            piece.append(character)
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let endsSentence =
                character.isNewline
                || (".!?;:".contains(character) && next.isWhitespace && !isAbbreviation(piece))
            if endsSentence || (piece.count >= longestPiece && (character == "," || character == " ")) {
                add(piece, to: &pieces)
                piece = ""
            }
        }
        add(piece, to: &pieces)
        return pieces
    }

    private static func add(_ piece: String, to pieces: inout [String]) {
        let trimmed = piece.trimmingWhitespace()
        if trimmed.contains(where: { $0.isLetter || $0.isNumber }) { pieces.append(trimmed) }
    }

    /// "Dr." and the like do not end a sentence.
    static func isAbbreviation(_ piece: String) -> Bool {
        let last = piece.split(separator: " ").last.map(String.init) ?? ""
        return ["Dr.", "Mr.", "Mrs.", "Ms.", "St.", "No.", "e.g.", "i.e.", "approx."].contains(last)
    }
}

extension String {
    func trimmingWhitespace() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

/// Finds what somebody meant.
enum Nearest {
    /// The word with the fewest edits, if they are few enough for the two to be the same word.
    static func word(to text: String, among words: [String]) -> String? {
        let typed = Array(text.utf8.prefix(128))
        // Of a dotted name, the last part is what was mistyped.
        let last = typed.lastIndex(of: UInt8(ascii: ".")).map { typed.count - $0 - 1 } ?? typed.count
        let allowed = max(1, min(3, last / 3))
        let ranked = words.map { (word: $0, edits: edits(typed, Array($0.utf8))) }.min { $0.edits < $1.edits }
        guard let ranked, ranked.edits <= allowed else { return nil }
        return ranked.word
    }

    /// Insertions, deletions, exchanges and swaps of neighbours.
    static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var least = min(
                    previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            before = previous
            previous = current
        }
        return previous.last ?? left.count
    }
}

/// Words that are wrong, missing or too many, and words that were said.
struct WordErrors {
    private(set) var wrong = 0
    private(set) var said = 0

    var percent: Double { said == 0 ? 0 : 100 * Double(wrong) / Double(said) }

    mutating func add(said: String, heard: String) {
        let (said, heard) = (said.split(separator: " "), heard.split(separator: " "))
        self.said += said.count
        wrong += Self.distance(said, heard)
    }

    private static func distance(_ said: [Substring], _ heard: [Substring]) -> Int {
        var row = Array(0...heard.count)
        for (line, word) in said.enumerated() {
            let above = row
            row[0] = line + 1
            for (column, other) in heard.enumerated() {
                row[column + 1] = min(
                    above[column + 1] + 1, row[column] + 1, above[column] + (word == other ? 0 : 1))
            }
        }
        return row[heard.count]
    }
}

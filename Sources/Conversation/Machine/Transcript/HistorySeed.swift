/// What a new connection is told of the conversation so far, as text: the newest lines that fit a budget of tokens.
enum HistorySeed {
    /// Text is about four bytes a token, and every item has a frame of its own.
    static func estimatedTokens(_ text: String) -> Int { text.utf8.count / 4 + 8 }

    /// In the order of the conversation. What was not heard was not said.
    static func items(_ lines: [TranscriptLine], tokens: Int, connection: ConnectionNumber) -> [NewItem] {
        var left = tokens
        var chosen: [(Speaker, PrivateText)] = []
        for line in lines.reversed() {
            guard let text = wording(of: line) else { continue }
            left -= estimatedTokens(text.text)
            guard left >= 0 else { break }
            chosen.append((line.speaker, text))
        }
        return chosen.reversed().enumerated().map { index, entry in
            .message(ItemID("seed_\(connection.value)_\(index)"), entry.0, entry.1)
        }
    }

    static func isSeed(_ item: ItemID) -> Bool { item.text.hasPrefix("seed_") }

    private static func wording(of line: TranscriptLine) -> PrivateText? {
        guard line.state == .final || line.state == .partial else { return nil }
        let text = line.heard?.text ?? line.text
        return text.isEmpty ? nil : text
    }
}

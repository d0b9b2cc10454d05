/// What outlives a connection and, by the journal, the process: transcript and spending.
package struct ConversationMemory: Equatable, Sendable {
    /// Final lines in the order of their places.
    package private(set) var lines: [TranscriptLine] = []
    package private(set) var totals = UsageTotals()
    package private(set) var hasEnded = false
    /// Spent today by conversations before this one.
    package var spentTodayBefore = Cost.zero

    /// Lines kept; the oldest go first. Enough for hours of talk, and a bound for ever.
    static let capacity = 2_000

    package init() {}

    package init(folding entries: some Sequence<JournalEntry>) {
        for entry in entries { fold(entry) }
    }

    package mutating func fold(_ entry: JournalEntry) {
        switch entry {
        case .line(let line): put(line)
        case .spent(let totals): self.totals = totals
        case .ended: hasEnded = true
        }
    }

    /// The number of the last turn.
    package var lastTurn: Int { lines.last?.place.turn ?? 0 }

    private mutating func put(_ line: TranscriptLine) {
        let index = lines.lastIndex { $0.place <= line.place }
        if let index, lines[index].place == line.place {
            lines[index] = line
            return
        }
        lines.insert(line, at: index.map { $0 + 1 } ?? 0)
        if lines.count > Self.capacity { lines.removeFirst(lines.count - Self.capacity) }
    }
}

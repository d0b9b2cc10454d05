/// Folds repeats: the first entry passes, equal ones within the window are counted, and one line tells how many.
struct LogFolding {
    private struct Key: Hashable {
        let event: LogEvent
        let message: String
    }

    private struct Repeats {
        var last: LogRecord
        var count = 0
        let ends: Duration
    }

    private let window: Duration
    /// Kinds of entry remembered at once; beyond that, entries pass unfolded.
    private let capacity: Int
    private var open: [Key: Repeats] = [:]

    init(window: Duration = .seconds(60), capacity: Int = 64) {
        self.window = window
        self.capacity = capacity
    }

    /// When `due` next has something to do.
    var nextDeadline: Duration? { open.values.map(\.ends).min() }

    /// What to write now for this entry: the summary of earlier ones whose window is over, then itself unless folded.
    mutating func take(_ record: LogRecord) -> [LogRecord] {
        let finished = due(at: record.time)
        let key = Key(event: record.event, message: record.message)
        if open[key] != nil {
            open[key]?.last = record
            open[key]?.count += 1
            return finished
        }
        if open.count < capacity {
            open[key] = Repeats(last: record, ends: record.time + window)
        }
        return finished + [record]
    }

    /// Summaries of windows that are over, oldest first.
    mutating func due(at now: Duration) -> [LogRecord] {
        let over = open.filter { $0.value.ends <= now }
        over.keys.forEach { open[$0] = nil }
        return summaries(of: Array(over.values))
    }

    /// Summaries of everything that is still open: at the end of the program.
    mutating func finish() -> [LogRecord] {
        let all = Array(open.values)
        open = [:]
        return summaries(of: all)
    }

    private func summaries(of repeats: [Repeats]) -> [LogRecord] {
        repeats.filter { $0.count > 0 }.sorted { $0.ends < $1.ends }.map { group in
            var summary = group.last
            let times = group.count == 1 ? "once more" : "\(group.count) times more"
            summary.message += " (\(times) within \(window.components.seconds) s)"
            summary.fields.append(.count(group.count))
            return summary
        }
    }
}

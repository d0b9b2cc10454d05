/// Folds repeats: the first entry passes, equal ones within the window are counted, and one line tells how many. Entries
/// of one kind that differ in their words are folded too once there are too many: no client can fill the log.
struct LogFolding {
    private struct Key: Hashable {
        let event: LogEvent
        /// Nil for all entries of the kind.
        let message: String?
    }

    private struct Repeats {
        var last: LogRecord
        var count = 0
        let ends: Duration
    }

    private let window: Duration
    /// Kinds of entry remembered at once; beyond that, entries pass unfolded.
    private let capacity: Int
    /// Different entries of one kind that pass within a window. Debug entries always pass.
    private let mostOfAKind: Int
    private var open: [Key: Repeats] = [:]
    private var kinds: [LogEvent: (passed: Int, ends: Duration)] = [:]

    init(window: Duration = .seconds(60), capacity: Int = 64, mostOfAKind: Int = 30) {
        self.window = window
        self.capacity = capacity
        self.mostOfAKind = mostOfAKind
    }

    /// When `due` next has something to do.
    var nextDeadline: Duration? { open.values.map(\.ends).min() }

    /// What to write now for this entry: the summary of earlier ones whose window is over, then itself unless folded.
    mutating func take(_ record: LogRecord) -> [LogRecord] {
        let finished = due(at: record.time)
        let key = Key(event: record.event, message: record.message)
        if open[key] != nil {
            fold(record, into: key)
            return finished
        }
        guard passes(record) else {
            let kind = Key(event: record.event, message: nil)
            if open[kind] == nil { open[kind] = Repeats(last: record, ends: record.time + window) }
            fold(record, into: kind)
            return finished
        }
        if open.count < capacity {
            open[key] = Repeats(last: record, ends: record.time + window)
        }
        return finished + [record]
    }

    private mutating func fold(_ record: LogRecord, into key: Key) {
        open[key]?.last = record
        open[key]?.count += 1
    }

    private mutating func passes(_ record: LogRecord) -> Bool {
        guard record.event.level != .debug else { return true }
        var kind = kinds[record.event] ?? (0, record.time + window)
        if kind.ends <= record.time { kind = (0, record.time + window) }
        kind.passed += 1
        kinds[record.event] = kind
        return kind.passed <= mostOfAKind
    }

    /// Summaries of windows that are over, oldest first.
    mutating func due(at now: Duration) -> [LogRecord] {
        let over = open.filter { $0.value.ends <= now }
        over.keys.forEach { open[$0] = nil }
        return summaries(of: over)
    }

    /// Summaries of everything that is still open: at the end of the program.
    mutating func finish() -> [LogRecord] {
        let all = open
        open = [:]
        return summaries(of: all)
    }

    private func summaries(of repeats: [Key: Repeats]) -> [LogRecord] {
        repeats.filter { $0.value.count > 0 }.sorted { $0.value.ends < $1.value.ends }.map { key, group in
            var summary = group.last
            let times = group.count == 1 ? "once more" : "\(group.count) times more"
            let what = key.message == nil ? "\(group.count) of this kind" : times
            summary.message += " (\(what) within \(window.components.seconds) s)"
            summary.fields.append(.count(group.count))
            return summary
        }
    }
}

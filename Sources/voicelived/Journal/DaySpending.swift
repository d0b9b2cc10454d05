import Conversation
import Glibc
import Synchronization

/// What all conversations of a day have cost, for the day's cap. On disk, since a restart is no new day.
///
/// Concurrency: any thread; nobody waits for the disk. A power cut may forget the last response.
final class DaySpending: Sendable {
    private struct State {
        var day: String
        var spent: Cost
    }

    /// Until the clock is set: what is spent then belongs to the first day that is known.
    private static let unknownDay = "?"

    private let path: String
    /// `nil` while nobody has set the clock.
    private let today: @Sendable () -> String?
    private let state: Mutex<State>
    private let disk = DiskThread.shared

    init(_ path: String, today: @escaping @Sendable () -> String? = { LocalDay.now() }) {
        self.path = path
        self.today = today
        let words = String(decoding: JournalFile.read(path) ?? [], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let known = words.count == 2 ? Int(words[1]).map { Cost(billionths: max(0, $0)) } : nil
        state = Mutex(State(day: known == nil ? "" : String(words[0]), spent: known ?? .zero))
    }

    /// Spent today by all conversations so far.
    var spentToday: Cost {
        let today = today()
        return state.withLock { $0.day == today ?? $0.day || $0.day == Self.unknownDay ? $0.spent : .zero }
    }

    /// Returns whether this is the first of a new day.
    func add(_ more: Cost) -> Bool {
        let known = today()
        return state.withLock { state in
            // A box without a clock of its own goes on with the day it knows: a power cut is no new day either.
            let today = known ?? (state.day.isEmpty ? Self.unknownDay : state.day)
            if state.day == Self.unknownDay { state.day = today }
            let isNewDay = state.day != today && !state.day.isEmpty
            if state.day != today { state = State(day: today, spent: .zero) }
            let (sum, overflow) = state.spent.billionths.addingReportingOverflow(max(0, more.billionths))
            state.spent = Cost(billionths: overflow ? .max : sum)
            let line = Array("\(today) \(state.spent.billionths)\n".utf8)
            // A disk that takes nothing costs the memory of a restart, no more.
            disk.async { [path] in try? JournalFile(path).replace(with: line) }
            return isNewDay
        }
    }

    /// Returns when all of it is on the disk.
    func settle() { disk.sync {} }
}

/// The day by the box's own clock.
enum LocalDay {
    /// `nil` while the clock is not set.
    static func now() -> String? {
        guard WallTime.isSet else { return nil }
        var seconds = time(nil)
        var date = unsafe tm()
        _ = unsafe localtime_r(&seconds, &date)
        return unsafe "\(date.tm_year + 1_900)-\(date.tm_mon + 1)-\(date.tm_mday)"
    }
}

import Conversation
import Synchronization

/// A session's memory as its conversation sees it: the journal on disk, and the day's account.
final class SessionMemory: ConversationJournal {
    private let disk: DiskJournal?
    private let spending: DaySpending
    private let counted: Mutex<Cost>
    private let newDay = Mutex<(@Sendable (Cost) -> Void)?>(nil)

    /// `before` is what the conversation goes on from.
    init(_ disk: DiskJournal?, _ spending: DaySpending, after before: ConversationMemory) {
        self.disk = disk
        self.spending = spending
        counted = Mutex(before.totals.knownCost)
    }

    /// Called with what the new day has cost so far.
    func onNewDay(_ body: @escaping @Sendable (Cost) -> Void) { newDay.withLock { $0 = body } }

    func append(_ entry: JournalEntry) {
        disk?.append(entry)
        guard case .spent(let totals) = entry else { return }
        let more = counted.withLock { counted in
            defer { counted = totals.knownCost }
            return Cost(billionths: totals.knownCost.billionths - counted.billionths)
        }
        guard more > .zero, spending.add(more) else { return }
        newDay.withLock { $0 }?(more)
    }

    func settle() async { await disk?.settle() }
}

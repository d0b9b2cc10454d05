import Configuration
import ControlProtocol
import Conversation
import Glibc
import Synchronization
import TestBench
import Testing

@testable import voicelived

/// The journal on a real disk.
@Suite struct DiskJournalTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/conversation" }
    private let shelf: JournalShelf
    private let session = SessionSection()

    init() throws {
        folder = try TemporaryFolder("journal")
        shelf = JournalShelf(folder: folder.path, wall: { 1_000 })
    }

    private func line(_ turn: Int, _ text: PrivateText) -> JournalEntry {
        .line(
            TranscriptLine(
                place: TranscriptPlace(turn: turn, position: 0), speaker: .person, text: text, state: .final))
    }

    private func head(uid: UInt32 = 1_000, owner: OwnerPolicy.OnGone = .end) -> JournalHead {
        JournalHead(uid, params: SessionStart.Params(owner: OwnerPolicy(onGone: owner)))
    }

    private func begin(_ head: JournalHead) -> (memory: ConversationMemory, journal: DiskJournal?) {
        shelf.open(head, session) { fault in Issue.record("\(fault)") }
    }

    /// What the next session would know; its journal is on the disk when this returns.
    private func known(_ head: JournalHead) async -> ConversationMemory {
        let (memory, journal) = begin(head)
        await journal?.settle()
        return memory
    }

    @Test func theNextDaemonKnowsWhatWasSaid() async throws {
        let first = try #require(begin(head()).journal)
        first.append(line(1, "My name is Ada."))
        var totals = UsageTotals()
        totals.knownCost = Cost(billionths: 7)
        first.append(.spent(totals))
        await first.settle()
        let (memory, second) = begin(head())
        #expect(memory.lines.map(\.text.text) == ["My name is Ada."])
        #expect(memory.totals.knownCost.billionths == 7)
        second?.append(line(2, "I like rain."))
        await second?.settle()
        #expect(await known(head()).lines.map(\.text.text) == ["My name is Ada.", "I like rain."])
    }

    @Test func itIsForItsUserAlone() async throws {
        let journal = try #require(begin(head()).journal)
        journal.append(line(1, "My name is Ada."))
        await journal.settle()
        #expect(fileMode(path) == 0o600)
        // Another user's next conversation knows nothing, and nothing is left for the first one, however soon it comes.
        #expect(await known(head(uid: 1_001)).lines.isEmpty)
        #expect(await known(head()).lines.isEmpty)
    }

    @Test func theEndErasesIt() async throws {
        let journal = try #require(begin(head()).journal)
        journal.append(line(1, "My name is Ada."))
        journal.append(.ended)
        await journal.settle()
        #expect(fileMode(path) == nil)
        #expect(shelf.unfinished(session) == nil)
    }

    /// Power fails between the last word and the file's removal.
    @Test func anEndThatWasWrittenIsAnEnd() {
        let bytes = [.begins(JournalTextTests.head), .entry(line(1, "Ada")), .entry(.ended)].flatMap {
            JournalText.line($0, at: 1_000)
        }
        #expect(writeWholeFile(path, bytes))
        #expect(shelf.unfinished(session) == nil)
        #expect(fileMode(path) == nil)
    }

    @Test func nothingIsKeptWhereTheAdminWantsThat() async throws {
        let journal = try #require(begin(head()).journal)
        journal.append(line(1, "My name is Ada."))
        await journal.settle()
        var forgetful = session
        forgetful.resume = false
        let (memory, none) = shelf.open(head(), forgetful) { _ in }
        #expect(memory.lines.isEmpty)
        #expect(none == nil)
        #expect(fileMode(path) == nil)
    }

    @Test(arguments: [(599, true), (601, false), (-60, true), (-61, false)]) func onlyWhatIsFreshIsGoneOnWith(
        age: Int, isFresh: Bool
    ) async throws {
        let journal = try #require(begin(head()).journal)
        journal.append(line(1, "My name is Ada."))
        await journal.settle()
        let later = JournalShelf(folder: folder.path, wall: { 1_000 + age })
        #expect((later.unfinished(session) != nil) == isFresh)
        #expect((fileMode(path) != nil) == isFresh)
    }

    @Test func aTornEndIsCutOffBeforeAnythingFollows() async throws {
        let first = try #require(begin(head()).journal)
        first.append(line(1, "My name is Ada."))
        await first.settle()
        let torn =
            (JournalFile.read(path) ?? []) + JournalText.line(.entry(line(2, "I like rain.")), at: 1_000).dropLast(3)
        #expect(writeWholeFile(path, torn))
        let second = try #require(begin(head()).journal)
        second.append(line(2, "I like snow."))
        await second.settle()
        #expect(await known(head()).lines.map(\.text.text) == ["My name is Ada.", "I like snow."])
    }

    @Test func itsSizeIsBounded() async throws {
        let bounds = DiskJournal.Bounds(longest: 20_000, compacted: 8_000, waiting: 10_000)
        let journal = DiskJournal(
            at: path, head: JournalTextTests.head, bounds: bounds, wall: { 1_000 })
        for turn in 1...2_000 { journal.append(line(turn, PrivateText("This is line \(turn)."))) }
        await journal.settle()
        let bytes = try #require(JournalFile.read(path))
        #expect(bytes.count < 20_200)
        let text = JournalText(bytes)
        #expect(text.length == bytes.count)
        #expect(text.memory.lines.last?.place.turn == 2_000)
        #expect(text.memory.lines.count > 50)
    }

    @Test func aDiskThatFailsIsToldOnceAndNothingHalfIsLeft() async throws {
        let told = Mutex<[String]>([])
        let journal = DiskJournal(
            at: folder.path + "/missing/conversation", head: JournalTextTests.head,
            failed: { fault in told.withLock { $0.append(fault) } })
        journal.append(line(1, "My name is Ada."))
        journal.append(line(2, "I like rain."))
        await journal.settle()
        #expect(told.withLock { $0 } == ["open: No such file or directory"])
    }

    @Test func aLinkOnTheShelfIsNotFollowed() async throws {
        let other = folder.path + "/other"
        #expect(writeWholeFile(other, JournalTextTests.bytes()))
        _ = unsafe symlink(other, path)
        #expect(fileMode(path) != nil)
        #expect(await known(head()).lines.isEmpty)
        #expect(JournalFile.read(other) == JournalTextTests.bytes())
    }

    @Test func aKeptSessionIsTakenUpUnaskedButNotForEver() async throws {
        await begin(head()).journal?.settle()
        #expect(shelf.abandoned(session) == nil)
        for _ in 1..<JournalShelf.mostIdleResumptions {
            await begin(head(owner: .keep)).journal?.settle()
            #expect(shelf.abandoned(session)?.uid == 1_000)
        }
        await begin(head(owner: .keep)).journal?.settle()
        // It was taken up again and again, and nothing was ever said: that is no conversation.
        #expect(shelf.abandoned(session) == nil)
        let journal = begin(head(owner: .keep)).journal
        journal?.append(line(1, "My name is Ada."))
        await journal?.settle()
        #expect(shelf.abandoned(session) != nil)
    }
}

/// The day's account.
@Suite struct DaySpendingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("spending") }

    @Test func theDayOutlivesTheDaemonAndEndsAtMidnight() {
        let path = folder.path + "/spending"
        let first = DaySpending(path, today: { "2026-11-21" })
        #expect(!first.add(Cost(billionths: 5)))
        #expect(!first.add(Cost(billionths: 6)))
        first.settle()
        let second = DaySpending(path, today: { "2026-11-21" })
        #expect(second.spentToday.billionths == 11)
        let third = DaySpending(path, today: { "2026-11-22" })
        #expect(third.spentToday == .zero)
        #expect(third.add(Cost(billionths: 2)))
        #expect(third.spentToday.billionths == 2)
        #expect(!third.add(Cost(billionths: .max)))
        #expect(third.spentToday.billionths == .max)
    }

    /// A box without a clock of its own comes up in 1970 after each power cut: that is no way round the day's cap.
    @Test func withoutAClockItIsTheDayThatIsKnown() {
        let path = folder.path + "/spending"
        let first = DaySpending(path, today: { nil })
        #expect(!first.add(Cost(billionths: 5)))
        #expect(first.spentToday.billionths == 5)
        first.settle()
        let second = DaySpending(path, today: { "2026-11-21" })
        #expect(second.spentToday.billionths == 5)
        #expect(!second.add(Cost(billionths: 6)))
        second.settle()
        let third = DaySpending(path, today: { nil })
        #expect(!third.add(Cost(billionths: 7)))
        #expect(third.spentToday.billionths == 18)
        third.settle()
        let fourth = DaySpending(path, today: { "2026-11-22" })
        #expect(fourth.spentToday == .zero && fourth.add(Cost(billionths: 1)))
    }

    @Test(arguments: ["", "nonsense", "2026-11-21 x", "2026-11-21 -5 7"]) func nonsenseIsNothing(text: String) {
        let path = folder.path + "/spending"
        #expect(writeWholeFile(path, Array(text.utf8)))
        #expect(DaySpending(path, today: { "2026-11-21" }).spentToday == .zero)
    }

    @Test func aSessionIsCountedOnceHoweverOftenItIsTakenUp() {
        let spending = DaySpending(folder.path + "/spending", today: { "2026-11-21" })
        var totals = UsageTotals()
        totals.knownCost = Cost(billionths: 10)
        let first = SessionMemory(nil, spending, after: ConversationMemory())
        first.append(.spent(totals))
        totals.knownCost = Cost(billionths: 14)
        first.append(.spent(totals))
        #expect(spending.spentToday.billionths == 14)
        let second = SessionMemory(nil, spending, after: ConversationMemory(folding: [.spent(totals)]))
        totals.knownCost = Cost(billionths: 15)
        second.append(.spent(totals))
        #expect(spending.spentToday.billionths == 15)
    }
}

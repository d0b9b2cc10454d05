import Testing

@testable import Diagnostics

@Suite("Folding of repeats")
struct LogFoldingTests {
    private func record(_ message: String, at seconds: Int) -> LogRecord {
        LogRecord(event: .linkDown, message: message, time: .seconds(seconds), wallClock: .zero)
    }

    @Test func theFirstPassesAndRepeatsAreCounted() {
        var folding = LogFolding()
        #expect(folding.take(record("lost", at: 0)).map(\.message) == ["lost"])
        #expect(folding.take(record("lost", at: 5)).isEmpty)
        #expect(folding.take(record("other", at: 6)).map(\.message) == ["other"])
        #expect(folding.take(record("lost", at: 59)).isEmpty)
        #expect(folding.nextDeadline == .seconds(60))
        let summary = folding.due(at: .seconds(60))
        #expect(summary.map(\.message) == ["lost (2 times more within 60 s)"])
        #expect(summary.first?.fields == [.count(2)])
        #expect(folding.take(record("lost", at: 61)).map(\.message) == ["lost"])
    }

    @Test func aSummaryComesBeforeTheNextEntry() {
        var folding = LogFolding()
        _ = folding.take(record("lost", at: 0))
        _ = folding.take(record("lost", at: 1))
        #expect(folding.take(record("lost", at: 70)).map(\.message) == ["lost (once more within 60 s)", "lost"])
    }

    @Test func singleEntriesNeedNoSummary() {
        var folding = LogFolding()
        _ = folding.take(record("lost", at: 0))
        #expect(folding.due(at: .seconds(100)).isEmpty)
        #expect(folding.nextDeadline == nil)
        #expect(folding.finish().isEmpty)
    }

    @Test func theEndTellsWhatIsStillOpen() {
        var folding = LogFolding()
        _ = folding.take(record("lost", at: 0))
        _ = folding.take(record("lost", at: 1))
        #expect(folding.finish().map(\.message) == ["lost (once more within 60 s)"])
    }

    @Test func manyOfAKindAreFoldedThoughTheyDiffer() {
        var folding = LogFolding(mostOfAKind: 3)
        let passed = (0..<1000).flatMap { folding.take(record("client \($0) refused", at: 1)) }
        #expect(passed.map(\.message) == ["client 0 refused", "client 1 refused", "client 2 refused"])
        #expect(folding.due(at: .seconds(61)).map(\.message) == ["client 999 refused (997 of this kind within 60 s)"])
        #expect(folding.take(record("client 7 refused", at: 62)).map(\.message) == ["client 7 refused"])
    }

    @Test func debugEntriesAreNotFoldedByKind() {
        var folding = LogFolding(mostOfAKind: 3)
        for number in 0..<100 {
            let record = LogRecord(event: .turnFinished, message: "turn \(number)", time: .zero, wallClock: .zero)
            #expect(folding.take(record).count == 1)
        }
    }

    @Test func aFloodOfKindsIsNotRemembered() {
        var folding = LogFolding(capacity: 4, mostOfAKind: 1000)
        for number in 0..<100 { #expect(folding.take(record("m\(number)", at: 0)).count == 1) }
        #expect(folding.take(record("m3", at: 1)).isEmpty)
        #expect(folding.take(record("m50", at: 1)).count == 1)
    }
}

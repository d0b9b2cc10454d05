import Testing

@testable import Diagnostics

@Suite("Where the log goes")
struct LogDestinationTests {
    private func choose(_ stream: String?, _ standardError: String?, terminal: Bool) -> LogDestination {
        LogDestination.choose(.init(journalStream: stream, standardError: standardError, isTerminal: terminal))
    }

    @Test func theJournalWhenStandardErrorIsItsStream() {
        #expect(choose("9:1234", "9:1234", terminal: false) == .journal)
    }

    @Test func markedLinesWhenStandardErrorWasRedirected() {
        #expect(choose("9:1234", "8:77", terminal: false) == .marked)
        #expect(choose(nil, nil, terminal: false) == .marked)
    }

    @Test func wordsChooseToo() {
        #expect(LogDestination(named: "json") == .json && LogDestination(named: "journal") == .journal)
        #expect(LogDestination(named: "auto") == .suitable() && LogDestination(named: "loud") == nil)
        #expect([.terminal, .marked].contains(LogDestination(named: "lines")))
    }

    @Test func readableLinesOnATerminal() {
        #expect(choose(nil, "5:3", terminal: true) == .terminal)
        #expect(choose("9:1234", "5:3", terminal: true) == .terminal)
    }
}

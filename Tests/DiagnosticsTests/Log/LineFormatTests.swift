import Testing

@testable import Diagnostics

@Suite("Log lines")
struct LineFormatTests {
    private let record = LogRecord(
        event: .linkDown, message: "lost \"eu\"\nfor now",
        fields: [.endpoint("azure eu"), .count(3), .duration(.milliseconds(1500)), .spoken(SpokenText("good bye"))],
        time: .seconds(81), wallClock: .seconds(1_700_000_000))

    @Test func markedLinesCarryThePriority() {
        #expect(
            LineFormat.marked.line(record, revealingText: false)
                == "<4>link.down: lost \"eu\"\\nfor now endpoint=\"azure eu\" count=3 duration_ms=1500 text=\"‹8 chars›\""
        )
    }

    @Test func wordsShowOnlyWhenAskedFor() {
        #expect(LineFormat.terminal.line(record, revealingText: true).hasSuffix("text=\"good bye\""))
    }

    @Test func objectsHaveTheFieldsAsMembers() {
        #expect(
            LineFormat.json.line(record, revealingText: false)
                == #"{"level":"warning","event":"link.down","message":"lost \"eu\"\nfor now","mono_us":81000000,"#
                + #""wall_us":1700000000000000,"endpoint":"azure eu","count":3,"duration_ms":1500,"text":"‹8 chars›"}"#)
    }

    @Test(arguments: ["\u{1B}[31mred", "a\u{7}b", "\u{9B}31m", "\u{202E}evil", "a\rb", "\u{0}"])
    func nothingTalksToTheTerminal(hostile: String) {
        let record = LogRecord(
            event: .linkUp, message: hostile, fields: [.client(hostile)], time: .zero, wallClock: .zero)
        for format in [LineFormat.marked, .terminal] {
            let line = format.line(record, revealingText: true)
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x9B && $0.value != 0x202E })
        }
        #expect(LineFormat.json.line(record, revealingText: true).unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test func journalFieldsKeepValuesAsTheyAre() {
        #expect(
            JournalOutput.fields(of: record, revealingText: false) == [
                "MESSAGE=lost \"eu\"\nfor now", "PRIORITY=4", "SYSLOG_IDENTIFIER=voicelived",
                "VOICELIVED_EVENT=link.down", "MESSAGE_ID=\(LogEvent.linkDown.messageID ?? "")",
                "VOICELIVED_ENDPOINT=azure eu", "VOICELIVED_COUNT=3", "VOICELIVED_DURATION_MS=1500",
                "VOICELIVED_TEXT=‹8 chars›",
            ])
    }
}

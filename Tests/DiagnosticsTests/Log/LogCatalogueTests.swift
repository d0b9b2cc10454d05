import Testing

@testable import Diagnostics

@Suite("Log catalogue")
struct LogCatalogueTests {
    @Test func namesAreAreaAndEvent() {
        for event in LogEvent.all {
            let parts = event.name.split(separator: ".")
            #expect(parts.count == 2, "\(event.name)")
            #expect(event.name.allSatisfy { $0.isLowercase || $0 == "_" || $0 == "." }, "\(event.name)")
        }
    }

    @Test func namesAndIdentifiersAreUnique() {
        #expect(Set(LogEvent.all.map(\.name)).count == LogEvent.all.count)
        let identifiers = LogEvent.all.compactMap(\.messageID)
        #expect(Set(identifiers).count == identifiers.count)
        #expect(identifiers.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }

    @Test func everythingAnAdminSeesIsExplained() {
        for event in LogEvent.all where event.level <= .notice {
            #expect(event.messageID != nil && !event.explanation.isEmpty, "\(event.name)")
        }
    }

    @Test func levelsHaveTheJournalsNumbersAndWords() {
        #expect(LogLevel.allCases.map(\.rawValue) == [3, 4, 5, 6, 7])
        #expect(LogLevel.allCases.allSatisfy { LogLevel(name: $0.name) == $0 })
        #expect(LogLevel(name: "loud") == nil)
    }
}

import Glibc
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

    /// Every field that an explanation fills in is one that entries can have.
    @Test func explanationsUseRealFields() {
        let known: Set = ["VOICELIVED_LOOP", "VOICELIVED_CLOUD_ID"]
        #expect(
            known == [
                "VOICELIVED_" + LogField.loop("").name.uppercased(),
                "VOICELIVED_" + LogField.serviceID("").name.uppercased(),
            ])
        for event in LogEvent.all {
            let fields = event.explanation.split(separator: "@", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
            #expect(Set(fields).isSubset(of: known), "\(event.name)")
        }
    }

    /// Written anew with VOICELIVED_UPDATE_GOLDEN=1.
    @Test func theJournalsCatalogueIsUpToDate() throws {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(4)
        let path = "/" + parts.joined(separator: "/") + "/systemd/voicelived.catalog"
        let text = JournalCatalogue.text()
        if unsafe getenv("VOICELIVED_UPDATE_GOLDEN") != nil {
            let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            _ = unsafe write(file, text, text.utf8.count)
            close(file)
        }
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        var bytes = [UInt8](repeating: 0, count: text.utf8.count + 1)
        let count = unsafe read(file, &bytes, bytes.count)
        close(file)
        #expect(String(decoding: bytes[..<max(0, count)], as: UTF8.self) == text)
    }

    @Test func levelsHaveTheJournalsNumbersAndWords() {
        #expect(LogLevel.allCases.map(\.rawValue) == [3, 4, 5, 6, 7])
        #expect(LogLevel.allCases.allSatisfy { LogLevel(name: $0.name) == $0 })
        #expect(LogLevel(name: "loud") == nil)
    }
}

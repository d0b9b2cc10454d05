import ControlProtocol
import Diagnostics
import Testing

@testable import voicelived

/// voicelived-errors(7) is made when it is printed; what can go wrong is that something is left out or says nothing.
@Suite struct ErrorManualTests {
    private let text = ErrorManual.text

    /// Man's language writes a hyphen as `\-`.
    private func written(_ words: String) -> String { words.replacing("-", with: "\\-") }

    private func item(_ head: String) -> [Substring]? {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let place = rows.firstIndex(where: { $0 == written(head) || $0.hasPrefix(written(head) + " (") }),
            place > 0, rows[place - 1] == ".TP"
        else { return nil }
        return Array(rows[(place + 1)...].prefix { $0 != ".TP" && !$0.hasPrefix(".SH") && $0 != ".PP" })
    }

    @Test(arguments: ErrorName.allCases)
    func everyErrorIsThereWithItsMeaningAndItsWayOut(_ name: ErrorName) throws {
        let said = try #require(item("\(name.rawValue) (\(name.number))"))
        #expect(said.first?.count ?? 0 > 15)
        #expect(said.contains { $0.hasPrefix("What to do: ") })
        #expect(said.contains("The same request may succeed later.") == name.isRetryable)
    }

    @Test(arguments: HealthWarning.all)
    func everyTroubleIsThereWithItsWayOut(_ trouble: HealthWarning) throws {
        let said = try #require(item("\(trouble.code) (\(trouble.severity.rawValue))"))
        #expect(said.contains { $0.hasPrefix("What to do: ") })
    }

    @Test func everyLogEntryIsThereAndTheExplainedOnesWithTheirWords() throws {
        for event in LogEvent.all {
            guard let id = event.messageID else {
                #expect(text.contains("\(event.name) (\(event.level.name))"), "\(event.name)")
                continue
            }
            let said = try #require(item("\(event.name) (\(event.level.name))"), "\(event.name)")
            #expect(said.contains("MESSAGE_ID=\(id)"), "\(event.name)")
            #expect(said.first.map(String.init) == written(event.explanation.filter { $0 != "@" }), "\(event.name)")
        }
    }

    @Test func everyExitStatusButTheGoodOneIsThere() {
        for (code, _) in ExitStatus.meanings { #expect((item(String(code)) != nil) == (code != 0), "\(code)") }
    }

    /// Two errors that mean the same would be one.
    @Test func meaningsAreTheirOwn() {
        #expect(Set(ErrorName.allCases.map(\.meaning)).count == ErrorName.allCases.count)
    }
}

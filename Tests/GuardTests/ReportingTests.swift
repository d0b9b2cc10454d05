import Testing

/// What the daemon promises to count and to log, it counts and logs somewhere.
@Suite struct ReportingTests {
    private static func uses(outside folder: String) throws -> String {
        try Repository.files(below: "Sources", endingIn: ".swift")
            .filter { !$0.hasPrefix(folder) }
            .map { try Repository.text($0) }.joined()
    }

    private static func names(_ pattern: Regex<(Substring, Substring)>, in path: String) throws -> [String] {
        try Repository.text(path).matches(of: pattern).map { String($0.output.1) }
    }

    @Test func everyCounterIsFed() throws {
        let text = try Self.uses(outside: "Sources/Diagnostics/Metrics/")
        let counters = try Self.names(
            /package let (\w+)(?:: Family<|\s*=\s*Family)/, in: "Sources/Diagnostics/Metrics/Counters.swift")
        #expect(counters.count > 20)
        for name in counters {
            #expect(text.contains("ounters.\(name)[") || text.contains(".counters.\(name)\n"), "nobody feeds \(name)")
        }
    }

    @Test func everyKindOfLogEntryIsWritten() throws {
        let text = try Self.uses(outside: "Sources/Diagnostics/Log/LogCatalogue.swift")
        let events = try Self.names(/static let (\w+) = LogEvent/, in: "Sources/Diagnostics/Log/LogCatalogue.swift")
        #expect(events.count > 40)
        for name in events {
            #expect(
                text.contains("(.\(name),") || text.contains(" .\(name), \"") || Self.isChosen(name, text),
                "nobody logs \(name)")
        }
    }

    @Test func everyTroubleIsReported() throws {
        let text = try Self.uses(outside: "Sources/Diagnostics/Health/")
        let troubles = try Self.names(
            /static let (\w+) = HealthWarning/, in: "Sources/Diagnostics/Health/HealthCatalogue.swift")
        #expect(troubles.count > 15)
        for name in troubles {
            #expect(
                text.contains("report(.\(name)") || text.contains("set(.\(name)") || Self.isChosen(name, text),
                "nobody reports \(name)")
        }
    }

    /// One of two, by a condition.
    private static func isChosen(_ name: String, _ text: String) -> Bool {
        text.contains("? .\(name) :") || text.contains(": .\(name),")
    }
}

import Testing

/// README's table of targets is what Package.swift builds.
@Suite struct TargetTableTests {
    /// Rows such as `module("PulseSound", uses: ["Sound", "CPulse"]`, also over several lines.
    private func declared() throws -> [String: Set<String>] {
        let text = try Repository.text("Package.swift")
        var result: [String: Set<String>] = [:]
        for match in text.matches(of: /(?:module|program)\(\s*"([^"]+)"(?:,\s*uses:\s*\[([^\]]*)\])?/) {
            let uses = (match.2 ?? "").matches(of: /"([^"]+)"/).map { String($0.1) }
            result[String(match.1)] = Set(uses)
        }
        return result
    }

    @Test func everyTargetHasItsRowAndEveryRowItsTarget() throws {
        let rows = try Repository.table("targets", in: "README.md")
        let documented = Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let uses =
                    row[2] == "—" ? [] : row[2].split(separator: ",").map { $0.filter { $0 != " " && $0 != "`" } }
                return (row[0].filter { $0 != "`" }, Set(uses))
            })
        #expect(documented == (try declared()))
    }
}

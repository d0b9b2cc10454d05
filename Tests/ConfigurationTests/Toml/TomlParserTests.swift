import Testing

@testable import Configuration

@Suite("TOML with places")
struct TomlParserTests {
    private func parse(_ text: String) throws -> TomlNode {
        try TomlParser.parse(Array(text.utf8), file: "f")
    }

    @Test func keysAndValuesKnowWhereTheyStand() throws {
        let root = try parse("a = 1\n[t]\n  \"b c\" = [true, 'x']\n")
        let table = try #require(root.table)
        #expect(table.map(\.key) == ["a", "t"])
        #expect(table[0].keyPlace == Place(file: "f", line: 1, column: 1, length: 1))
        #expect(table[0].value.place == Place(file: "f", line: 1, column: 5, length: 1))
        let inner = try #require(table[1].value.table?.first)
        #expect(inner.key == "b c")
        #expect(inner.keyPlace.line == 3 && inner.keyPlace.column == 3)
        guard case .array(let elements) = inner.value.content else {
            Issue.record("not a list")
            return
        }
        #expect(elements.map(\.place.column) == [12, 18])
    }

    @Test func entriesKeepTheOrderOfTheFile() throws {
        let root = try parse("z = 1\na = 2\nm = { y = 1, b = 2 }\n")
        #expect(root.table?.map(\.key) == ["z", "a", "m"])
        #expect(root.table?[2].value.table?.map(\.key) == ["y", "b"])
    }

    @Test func tablesInListsStayApart() throws {
        let root = try parse("[[e]]\nn = 1\n[e.s]\nx = 1\n[[e]]\nn = 2\n")
        guard case .array(let elements)? = root.table?.first?.value.content else {
            Issue.record("not a list")
            return
        }
        #expect(elements.map { $0.table?.map(\.key) } == [["n", "s"], ["n"]])
        #expect(elements.map(\.place.line) == [1, 5])
    }

    @Test func everyKindOfValueArrives() throws {
        let root = try parse("a = 'x'\nb = -3\nc = 1.5\nd = true\ne = 2026-01-01T00:00:00Z\nf = []\ng = {}\n")
        #expect(
            root.table?.map(\.value.kindName) == [
                "a string", "an integer", "a number", "true or false", "a date", "a list", "a table",
            ])
    }

    @Test func textKeepsEveryCharacter() throws {
        let root = try parse("a = \"\\u0000é\\U0001F600\"\n")
        guard case .string(let text)? = root.table?.first?.value.content else {
            Issue.record("not a string")
            return
        }
        #expect(text == "\u{0}é😀")
    }

    @Test(arguments: [
        String(repeating: "a.", count: 60_000) + "a = 1",
        "[" + String(repeating: "a.", count: 60_000) + "a]",
        "a = " + String(repeating: "[", count: 100_000),
        "a = " + String(repeating: "{ a = ", count: 40_000),
        "a = { " + String(repeating: "b.", count: 60_000) + "c = 1 }",
        "# c\n'''\n'''." + String(repeating: "\"a\".", count: 1000) + "a = 1",
    ])
    func deepNestingIsRefusedBeforeItHurts(text: String) {
        #expect(throws: TomlSyntaxError.self) { try parse(text) }
    }

    @Test(arguments: [
        "a = 'x.x.x.x.x.x.x.x.x.x.x.x'", "# a.a.a.a.a.a.a.a.a.a.a\nb = 1", "a = \"\"\"\n.........\\\"\n\"\"\"\nb = 1",
        "a = '''\n.........'\n'''", "a = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]",
        "\"a.b.c.d.e.f.g.h.i.j\" = 1",
    ])
    func dotsElsewhereAreNoNesting(text: String) throws {
        #expect(try !(parse(text).table ?? []).isEmpty)
    }

    /// Every answer is fine as long as there is one.
    @Test func brokenBytesNeverCrash() {
        var random = RepeatableRandom(seed: 7)
        let lines = SettingTable.keys.flatMap { key in key.samples.map { "\(key.name) = \($0)\n" } }
        for _ in 0..<500 {
            var bytes = (0..<(1 + random.below(6))).flatMap { _ in Array(lines[random.below(lines.count)].utf8) }
            for _ in 0..<random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            if let root = try? TomlParser.parse(bytes, file: "f") { _ = FileCheck(root).problems.map(\.text) }
        }
    }
}

/// The same numbers on every run.
struct RepeatableRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }

    mutating func below(_ limit: Int) -> Int { Int((next() >> 11) % UInt64(max(1, limit))) }
}

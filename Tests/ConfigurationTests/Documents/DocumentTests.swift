import Testing

@testable import Configuration

@Suite("Documents come from the table")
struct DocumentTests {
    /// Written anew with VOICELIVED_UPDATE_GOLDEN=1.
    @Test(arguments: [
        ("Config/voicelived.toml", ReferenceFile.text()), ("Config/voicelived.toml.5", ManualPage.text()),
        ("Config/voicelived.schema.json", SchemaDocument.text()),
    ])
    func areUpToDate(path: String, text: String) {
        #expect(Fixtures.expected(Fixtures.root + "/" + path, now: text) == text, "\(path) is old")
    }

    @Test func theReferenceFileChangesNothing() {
        let result = LoadResult(ReferenceFile.text())
        #expect(result.values == Configuration())
        #expect(result.problems == [])
    }

    /// Every commented default, taken in, gives the defaults again.
    @Test func theReferenceFileHoldsTheDefaults() {
        let lines = ReferenceFile.text().split(separator: "\n", omittingEmptySubsequences: false)
        var isRecord = false
        var text = ""
        var keys = 0
        for line in lines {
            if line.hasPrefix("[") { isRecord = false }
            if line.hasPrefix("#[[") { isRecord = true }
            let isValue = line.hasPrefix("#") && !line.hasPrefix("# ") && !line.hasSuffix(" = ") && !isRecord
            if isValue { keys += 1 }
            text += (isValue ? line.dropFirst() : line) + "\n"
        }
        let result = LoadResult(text)
        #expect(result.problems.map(\.text) == [])
        #expect(result.values == Configuration())
        #expect(keys > 150)
    }

    @Test func everyKeyIsInEveryDocument() {
        let (file, page) = (ReferenceFile.text(), ManualPage.text())
        for key in SettingTable.keys where !key.isRecords {
            let local = key.name.split(separator: ".").last ?? ""
            #expect(file.contains("\(local) = "), "\(key.name)")
            #expect(page.contains(".B \(key.name)\n"), "\(key.name)")
        }
    }

    @Test func theSchemaIsJSONWithEveryTable() throws {
        let schema = SchemaDocument.text()
        for word in ["\"endpoint\": {", "\"aec\": {", "\"profiles\": {", "\"additionalProperties\": false"] {
            #expect(schema.contains(word))
        }
        // JSON of this kind is TOML's inline form but for the colons; brackets must pair.
        #expect(schema.count { $0 == "{" } == schema.count { $0 == "}" })
    }

    @Test func theManualHasNoStrayCommands() {
        let commands: Set<Substring> = [".TH", ".SH", ".nf", ".fi", ".PP", ".TP", ".B", ".br"]
        for line in ManualPage.text().split(separator: "\n") where line.hasPrefix(".") {
            #expect(commands.contains(line.prefix { $0 != " " }), "\(line)")
        }
    }

    @Test func theEffectiveViewTellsOrigins() throws {
        let effective = try #require(LoadResult("profile = \"kiosk\"\ndsp.ns.suppress_db = -11\n").effective)
        #expect(
            effective.text(section: "dsp.ns", withOrigins: true) == """
                dsp.ns.enabled = true     # default
                dsp.ns.suppress_db = -11  # /x.toml:2

                """)
        #expect(
            effective.text(section: "dsp.agc.max_gain_db", withOrigins: true)
                == "dsp.agc.max_gain_db = 24  # profile kiosk\n")
        let all = effective.text(withOrigins: false)
        #expect(all.contains("# voice.temperature is unset\n") && all.contains("audio.rate = 16000\n"))
    }

    @Test func explanationsAreShort() {
        #expect(
            Explanation.text(of: "dsp.aec.tail_ms") == """
                dsp.aec.tail_ms
                  type:    integer, milliseconds
                  range:   20 to 500
                  default: 200
                  applies: with the next session or connection
                  Length of the echo that is modelled. Large rooms need more; longer converges
                  slower.

                """)
        #expect(Explanation.text(of: "dsp.aec") == nil)
        #expect(Explanation.nearest(to: "dsp.aec.tial_ms") == "dsp.aec.tail_ms")
        #expect(Explanation.nearest(to: "tail_ms") == "dsp.aec.tail_ms")
    }
}

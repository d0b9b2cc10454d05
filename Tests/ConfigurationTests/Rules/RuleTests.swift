import Testing

@testable import Configuration

@Suite("Every key of the table")
struct RuleTests {
    @Test func thereAreEnoughAndNoneTwice() {
        let names = Explanation.allPaths
        #expect(names.count > 190)
        #expect(Set(names).count == names.count)
    }

    @Test func noKeyLooksLikeASecret() {
        for path in Explanation.allPaths {
            let last = path.split(separator: ".").last.map(String.init) ?? path
            #expect(!SecretNames.contains(last), "\(path)")
        }
    }

    @Test(arguments: SettingTable.keys.map(\.name))
    func changesWhatItSaysAndNothingElse(path: String) throws {
        let key = try #require(SettingTable.key(path))
        for sample in key.samples {
            let check = FileCheck(try TomlParser.parse(Array("\(path) = \(sample)\n".utf8), file: "f"))
            #expect(check.problems.map(\.text) == [])
            var configuration = Configuration()
            var misfits = Misfits()
            key.decode(try #require(check.values[path]), &configuration, &misfits)
            #expect(key.text(configuration) == sample)
            let changed = ConfigurationChange.between(Configuration(), configuration).map(\.path)
            #expect(changed == (sample == key.text(Configuration()) ? [] : [path]))
        }
    }

    @Test(arguments: SettingTable.keys.map(\.name))
    func itsDefaultIsAValueItTakes(path: String) throws {
        let key = try #require(SettingTable.key(path))
        guard let usual = key.text(Configuration()) else { return }
        let check = FileCheck(try TomlParser.parse(Array("\(path) = \(usual)\n".utf8), file: "f"))
        #expect(check.problems.map(\.text) == [])
    }

    @Test(arguments: EndpointSection.keys.map(\.name))
    func endpointsKeysDoTheSame(name: String) throws {
        let key = try #require(EndpointSection.keys.first { $0.name == name })
        for sample in key.samples {
            let text = "[[endpoint]]\n\(name) = \(sample)\n"
            let check = FileCheck(try TomlParser.parse(Array(text.utf8), file: "f"))
            #expect(check.problems.map(\.text) == [])
            var configuration = Configuration()
            var misfits = Misfits()
            SettingTable.key("endpoint")?.decode(try #require(check.values["endpoint"]), &configuration, &misfits)
            #expect(configuration.endpoints.map { key.text($0) } == [sample])
        }
    }

    @Test(arguments: Explanation.allPaths)
    func isExplained(path: String) throws {
        let text = try #require(Explanation.text(of: path))
        #expect(text.hasPrefix(path + "\n  type: "))
        #expect(text.contains("\n  default: ") && text.contains("\n  applies: "))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 200 })
    }

    @Test func sentencesAreSentences() {
        for key in SettingTable.keys {
            #expect(key.about.hasSuffix("."), "\(key.name)")
            #expect(!key.about.contains("  ") && key.about.count < 400, "\(key.name)")
            #expect(!key.about.contains("\n"), "\(key.name)")
        }
    }
}

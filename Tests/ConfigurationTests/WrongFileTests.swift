import Testing

@testable import Configuration

@Suite("Wrong files")
struct WrongFileTests {
    private static let names = (LinuxFiles().names(in: Fixtures.wrong) ?? []).filter { $0.hasSuffix(".toml") }
        .map { String($0.dropLast(5)) }.sorted()

    @Test func thereAreManyWaysToBeWrong() {
        #expect(Self.names.count >= 100)
    }

    @Test(arguments: names)
    func eachGetsItsMessage(name: String) throws {
        let bytes = try #require(Fixtures.bytes("\(Fixtures.wrong)/\(name).toml"))
        var files = MemoryFiles()
        files.files["/etc/voicelived/voicelived.toml"] = .file(bytes: bytes, owner: 0, mode: 0o644)
        let outcome = ConfigurationLoader(.system(), from: files, owners: []).load()
        guard case .refused(let problems, let read, _) = outcome else {
            Issue.record("\(name) was taken")
            return
        }
        let text = problems.map { $0.text + "\n" }.joined() + problems.summary(files: read.count) + "\n"
        #expect(text == Fixtures.expected("\(Fixtures.wrong)/\(name).txt", now: text))
        #expect(problems.hasErrors)
        #expect(!text.contains("canary4711"))
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0.value == 0x0A || $0.value == 0x09 })
        #expect(problems.allSatisfy { $0.severity == .warning || $0.place?.file == "/etc/voicelived/voicelived.toml" })
    }
}

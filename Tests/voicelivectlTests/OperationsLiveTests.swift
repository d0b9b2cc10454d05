import ControlProtocol
import ControlTestSupport
import Testing

/// What an admin does while the daemon is down: everything here works on files alone.
@Suite struct OperationsLiveTests {
    private static let place = "/Tests/voicelivectlTests/OperationsLiveTests.swift"

    private func run(_ words: [String], input: String? = nil) throws -> Program.Result {
        try Program.run(
            [try Programs.folder() + "/voicelivectl", "--socket", "/nonexistent/control.sock"] + words,
            input: input.map { Array($0.utf8) }, seconds: 20)
    }

    @Test func doctorSaysFirstThatTheDaemonIsDownAndHowToRepairIt() throws {
        let result = try run(["doctor"])
        #expect(result.status == 2)
        #expect(result.output.hasPrefix("FAIL  daemon.answers: the daemon is not running"))
        let lines = result.output.split(separator: "\n")
        for (index, line) in lines.enumerated() where line.hasPrefix("FAIL") || line.hasPrefix("warn") {
            #expect(index + 1 < lines.count && lines[index + 1].hasPrefix("      → "), "\(line) has no fix")
        }
    }

    @Test func doctorsFindingsAreData() throws {
        let result = try run(["doctor", "--json", "--only", "system"])
        let findings = try JSONParser.parse(Array(result.output.utf8))
        guard case .array(let all) = findings else {
            Issue.record("not a list: \(result.output)")
            return
        }
        #expect(all.compactMap { $0["id"]?.string } == ["system.clock"])
        #expect(try run(["doctor", "--only", "nonsense"]).status == 64)
    }

    @Test func aFileIsCheckedWithPlaceAndReason() throws {
        let good = try run(["config", "check", String(#filePath.dropLast(Self.place.count)) + "/Config/package.toml"])
        #expect(good.status == 0)
        let missing = try run(["config", "check", "/nonexistent/voicelived.toml"])
        #expect(missing.status == 66)
    }

    @Test func aKeyIsExplained() throws {
        let known = try run(["config", "explain", "dsp.ns.suppress_db"])
        #expect(known.status == 0)
        #expect(known.output.contains("default:"))
        let typo = try run(["config", "explain", "dsp.ns.supress_db"])
        #expect(typo.status == 64)
        #expect(typo.errors.contains("did you mean \"dsp.ns.suppress_db\"?"))
    }

    @Test(arguments: ["", "\n", "two words\n", "\u{1B}[31m\n"])
    func whatIsNoKeyIsNotStored(_ input: String) throws {
        let result = try run(["credential", "set", "voicelived.test_only"], input: input)
        #expect(result.status == 65)
        #expect(result.errors.contains("nothing was changed"))
    }

    @Test(arguments: ["../escape", "a/b", ".hidden", "a b", ""])
    func aCredentialsNameIsNoPath(_ name: String) throws {
        #expect(try run(["credential", "set", name], input: "key\n").status == 64)
        #expect(try run(["credential", "check", name]).status == 64)
    }
}

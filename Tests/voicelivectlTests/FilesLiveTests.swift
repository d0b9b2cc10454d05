import ControlProtocol
import ControlTestSupport
import Glibc
import TestBench
import Testing

@testable import voicelivectl

/// Commands on files, the journal and stored keys, which need no daemon.
@Suite struct FilesLiveTests {
    private func run(
        _ words: [String], environment: [String: String] = [:], inFrontOf: [String] = []
    ) throws -> Program.Result {
        try Program.run(
            inFrontOf + [try Programs.folder() + "/voicelivectl"] + words, environment: environment, seconds: 20)
    }

    // MARK: Documents

    @Test func theSchemaOfTheConfigurationIsASchema() throws {
        let result = try run(["config", "schema"])
        let schema = try JSONParser.parse(Array(result.output.utf8), limits: .reply)
        #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["properties"]?["audio"]?["properties"]?["rate"] != nil)
        #expect(result.output == (try Program.read(Repository.path("Config/voicelived.schema.json"))))
    }

    @Test func aFileIsShownBelowItsNameAndWithoutSecrets() throws {
        let folder = try TemporaryFolder("files")
        let path = folder.path + "/my.toml"
        let text = "[audio]\n\trate = 24000\napi_key = \"canary\"\nx = \"\u{1B}[31m\"\n"
        try writeWhole([(path, Array(text.utf8))])
        let result = try run(["config", "cat", path])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("# \(path)\n[audio]\n\trate = 24000\napi_key = ‹secret›\nx = "))
        #expect(!result.output.contains("\u{1B}") && !result.output.contains("canary"))
        let wire = try JSONParser.parse(Array(try run(["config", "cat", path, "--json"]).output.utf8))
        #expect(wire["files"]?.array?.first?["path"]?.string == path)
        #expect(wire["files"]?.array?.first?["text"]?.string?.contains("rate = 24000\n") == true)
    }

    @Test func aFileThatIsNotThereIsNoInput() throws {
        let result = try run(["config", "cat", "/nonexistent/voicelived.toml"])
        #expect(result.status == 66)
        #expect(result.errors.contains("there is no file /nonexistent/voicelived.toml"))
    }

    // MARK: Journal

    @Test func theJournalIsAskedForTheUnitAndTheSession() throws {
        let folder = try TemporaryFolder("files")
        let program = folder.path + "/journalctl"
        try writeWhole([(program, Array("#!/bin/sh\necho \"$@\"; exit 3\n".utf8))])
        let mayRun = unsafe chmod(program, 0o755) == 0
        try #require(mayRun)
        let result = try run(
            ["log", "--session", "s-3", "--since", "1 hour ago", "--lines=5"], environment: ["PATH": folder.path])
        #expect(result.status == 3)
        #expect(
            result.output.hasSuffix(
                "--unit=voicelived.service --since=1 hour ago --lines=5 VOICELIVED_SESSION=s-3\n"), "\(result)")
        let json = try run(["log", "--json", "--follow"], environment: ["PATH": folder.path])
        #expect(json.output.hasSuffix("--unit=voicelived.service --output=json --follow\n"), "\(json)")
    }

    @Test func withoutAJournalItIsSaidWhereToLook() throws {
        let result = try run(["log"], environment: ["PATH": "/nonexistent"])
        #expect(result.status == 69 && result.output == "")
        #expect(result.errors.contains("there is no journalctl here"))
        #expect(result.errors.contains("standard error"))
    }

    @Test func aSessionWithoutANameIsNone() throws {
        let result = try run(["log", "--session="])
        #expect(result.status == 64 && result.errors.contains("voicelivectl session list"))
    }

    // MARK: Stored keys

    /// Runs a script with an /etc of its own.
    private func withEmptyEtc(_ script: String) throws -> Program.Result {
        let folder = try Programs.folder()
        return try Program.run(
            [
                "/usr/bin/unshare", "--map-root-user", "--mount", "/bin/sh", "-c",
                "mount -t tmpfs none /etc && ctl='\(folder)/voicelivectl' && \(script)",
            ], input: Array("a-key\n".utf8), seconds: 20)
    }

    @Test func aStoredKeyIsRemoved() throws {
        let result = try withEmptyEtc(
            "$ctl credential set voicelived.test --plain && $ctl credential remove voicelived.test "
                + "&& test ! -e /etc/credstore/voicelived.test.plain && $ctl credential remove voicelived.test")
        #expect(result.output == "/etc/credstore/voicelived.test.plain\n", "\(result)")
        #expect(result.status == 65)
        #expect(result.errors.contains("no key \"voicelived.test\" is stored"))
        #expect(result.errors.contains("systemctl restart voicelived"))
    }

    @Test func bothFormsOfAKeyAreRemoved() throws {
        let result = try withEmptyEtc(
            "mkdir /etc/credstore /etc/credstore.encrypted && touch /etc/credstore/voicelived.api_key.plain "
                + "/etc/credstore.encrypted/voicelived.api_key && $ctl credential remove --json")
        #expect(result.status == 0, "\(result)")
        let wire = try JSONParser.parse(Array(result.output.utf8))
        #expect(
            wire["removed"]?.array?.compactMap(\.string) == [
                "/etc/credstore.encrypted/voicelived.api_key", "/etc/credstore/voicelived.api_key.plain",
            ])
    }

    @Test(arguments: ["../escape", "a/b", ".hidden", ""])
    func whatIsNoNameIsNotRemoved(_ name: String) throws {
        #expect(try run(["credential", "remove", name]).status == 64)
    }
}

import ControlProtocol
import ControlServer
import ControlTestSupport
import SignalPath
import Sound
import TestBench
import Testing

@testable import voicelivectl

/// `--json` gives one document of JSON, whatever the command.
@Suite struct JSONLiveTests {
    /// Commands whose output is a document or sound of its own kind, and those of other tests: the endless ones, the
    /// journal's, and stored keys, which need a machine's /etc of their own.
    private static let others: Set<String> = [
        "completion", "manual", "tap", "events", "monitor", "meter", "log", "credential set", "credential remove",
    ]

    /// What follows the name where the command needs it. Upper case stands for a file.
    private static let words: [String: [String]] = [
        "session say": ["Hello"], "session play": ["SOUND"], "session image": ["PICTURE"], "session ptt": ["on"],
        "session approve": ["a-1"], "session deny": ["a-2"], "select": ["input", "auto"], "volume": ["-20"],
        "config check": ["SETTINGS"], "config cat": ["SETTINGS"], "config show": ["--offline"],
        "config diff": ["--offline"], "config explain": ["dsp.ns.suppress_db"],
        "config set": ["dsp.ns.suppress_db=-20"],
        "config unset": ["dsp.ns.suppress_db"], "profile use": ["kiosk"], "dsp set": ["ns.suppress_db=-20"],
        "dsp unset": ["ns"], "dsp keep": ["--to", "DROPIN"], "dsp replay": ["hall1", "--out", "hall2"],
        "dsp compare": ["SOUND"], "record start": ["hall"], "record stop": ["hall"], "record delete": ["hall"],
        "dsp process": ["--mic", "SOUND", "--ref", "SOUND", "--out", "RESULT", "--vad", "TABLE"],
        "call": ["rpc.ping"], "bundle": ["--list"], "health": ["--wait", "5"], "doctor": ["--only", "system"],
    ]

    /// Those that end a session come last.
    private static var commands: [String] {
        CommandTable.all.map(\.name).filter { !others.contains($0) && $0 != "session stop" } + ["session stop"]
    }

    private func file(_ word: String, in folder: TemporaryFolder) throws -> String {
        guard word.count > 2, word.allSatisfy(\.isUppercase) else { return word }
        let path = folder.path + "/" + word.lowercased() + (word == "SOUND" ? ".wav" : "")
        switch word {
        case "SOUND":
            let rate = try #require(StreamRate(hertz: 16_000))
            let samples = (0..<16_000).map { Int16(truncatingIfNeeded: $0 * 37 % 2_000) }
            try writeWhole([(path, WaveFile(rate: rate, samples: samples).bytes)])
        case "PICTURE": try writeWhole([(path, [0x89, 0x50, 0x4E, 0x47])])
        case "SETTINGS": try writeWhole([(path, Array("[audio]\nrate = 24000\n".utf8))])
        default: break
        }
        return path
    }

    @Test func everyCommandAnswersInJSON() throws {
        let live = try LiveServer()
        let folder = try TemporaryFolder("json")
        for name in Self.commands {
            let words =
                try name.split(separator: " ").map(String.init)
                + (Self.words[name] ?? []).map { try file($0, in: folder) }
            let result = try Program.run(
                [try Programs.folder() + "/voicelivectl", "--json", "--socket", live.path] + words, seconds: 60)
            #expect(result.status == 0 || result.status == 1, "\(words): \(result)")
            let value = try? JSONParser.parse(Array(result.output.utf8), limits: .reply)
            #expect(value?.object != nil || value?.array != nil, "\(words): \(result)")
        }
    }

    @Test func anErrorLeavesTheResultEmpty() throws {
        let result = try Program.run(
            [try Programs.folder() + "/voicelivectl", "--json", "status", "--socket", "/nonexistent/control.sock"])
        #expect(result.status == 69 && result.output == "" && result.errors != "")
    }

    @Test func theDaemonAndItsClientPrintTheSameSchema() throws {
        let daemon = try Program.run([try Programs.folder() + "/voicelived", "--print-schema"], seconds: 20)
        #expect(daemon.status == 0 && daemon.errors == "")
        let schema = try JSONParser.parse(Array(daemon.output.utf8), limits: .reply)
        #expect(schema["openrpc"]?.string != nil)
        let names = Set(schema["methods"]?.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(names.isSuperset(of: ControlMethod.allCases.map(\.rawValue)))
        let client = try Program.run([try Programs.folder() + "/voicelivectl", "schema"], seconds: 20)
        #expect(client.output == daemon.output)
    }
}

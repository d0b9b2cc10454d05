import ControlTestSupport
import TestBench
import Testing

/// The demonstration that `make run` shows where there is no sound card holds what it promises, round after round.
@Suite(.serialized, .timeLimit(.minutes(5))) struct DemoLiveTests {
    @Test func noRoundIsMissed() throws {
        let root = String(#filePath.split(separator: "/Tests/")[0])
        let folder = try TemporaryFolder("demo-test")
        let recording = folder.path + "/demo.wav"
        let demo = try ChildProcess(Programs.folder() + "/voicelived-demo", [recording, "2"], folder: root)
        let exit = demo.wait(within: .seconds(170))
        #expect(exit == .code(0), "\(demo.standardOutput.suffix(4_000))")
        #expect(demo.standardOutput.contains("2 rounds, 0 misses"))
        #expect((readWholeFile(recording)?.count ?? 0) > 44 + 48_000 * 4 * 20)
    }
}

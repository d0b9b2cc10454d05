import ControlProtocol
import ControlTestSupport
import Glibc
import TestBench
import Testing

/// `health`, for monitoring and for what must wait until the daemon is well.
@Suite struct HealthLiveTests {
    private func health(_ socket: String, _ words: String...) throws -> Program.Result {
        try Program.run(
            [try Programs.folder() + "/voicelivectl", "health", "--socket", socket] + words, seconds: 20)
    }

    @Test func aDaemonThatIsIllIsANo() throws {
        let live = try LiveServer()
        live.daemon.fallIll(for: 1)
        let ill = try health(live.path)
        #expect(ill.status == 1)
        #expect(ill.output.hasPrefix("not well\n"))
        #expect(ill.errors.contains("the daemon is not well"))
        #expect(try health(live.path).status == 0)
    }

    @Test func whoWaitsSeesItBecomeWell() throws {
        let live = try LiveServer()
        live.daemon.fallIll(for: 2)
        let well = try health(live.path, "--wait", "10")
        #expect(well.status == 0 && well.output.hasPrefix("well\n") && well.errors == "", "\(well)")
        let asked = live.daemon.requests.filter { if case .daemonHealth = $0 { true } else { false } }
        #expect(asked.count == 3)
    }

    @Test func withoutANumberItWaitsToo() throws {
        let live = try LiveServer()
        live.daemon.fallIll(for: 1)
        #expect(try health(live.path, "--wait").status == 0)
        #expect(try health(live.path, "--wait", "--json").output.hasPrefix("{\"ok\":true"))
    }

    @Test func whoWaitedInVainIsToldHowLong() throws {
        let live = try LiveServer()
        live.daemon.fallIll(for: .max)
        let ill = try health(live.path, "--wait=1")
        #expect(ill.status == 1)
        #expect(ill.errors.contains("still after 1 s, the daemon is not well"))
        let down = try health("/nonexistent/control.sock", "--wait", "1")
        #expect(down.status == 69 && down.output == "")
        #expect(down.errors.contains("still after 1 s, the daemon is not running"))
        #expect(down.errors.contains("systemctl start voicelived"))
    }

    @Test(arguments: ["--wait=0", "--wait=3601", "--wait=soon"])
    func aWaitHasAReasonableLength(_ word: String) throws {
        #expect(try health("/nonexistent/control.sock", word).status == 64)
    }

    @Test func aDaemonThatComesLaterIsWaitedFor() throws {
        let live = try LiveServer()
        let (path, elsewhere) = (live.path, live.path + ".elsewhere")
        let isHidden = unsafe rename(path, elsewhere) == 0
        try #require(isHidden)
        let child = try ChildProcess(
            Programs.folder() + "/voicelivectl", ["health", "--wait", "20", "--socket", path])
        // Long enough for many processes that do not wait to end.
        #expect(child.wait(within: .seconds(1)) == nil)
        let isBack = unsafe rename(elsewhere, path) == 0
        #expect(isBack)
        #expect(child.wait(within: .seconds(20)) == .code(0))
        #expect(child.standardOutput.hasPrefix("well\n") && child.standardError == "")
    }
}

import ControlProtocol
import ControlTestSupport
import Testing

/// `doctor` with a daemon that answers.
@Suite struct DoctorLiveTests {
    private func doctor(_ live: LiveServer, _ words: String...) throws -> Program.Result {
        try Program.run(
            [try Programs.folder() + "/voicelivectl", "doctor", "--socket", live.path] + words, seconds: 20)
    }

    @Test func whatTheDaemonFoundIsInTheTable() throws {
        let live = try LiveServer()
        live.daemon.find([
            CheckReport(
                id: "storage.recordings", status: .warn, text: "recordings have no room left", fix: "record.list")
        ])
        let result = try doctor(live, "--only", "storage.recordings")
        #expect(result.status == 1)
        #expect(
            result.output == """
                warn  storage.recordings: recordings have no room left
                      → voicelivectl record list

                """)
    }

    @Test func whatTheDaemonFoundBrokenIsBroken() throws {
        let live = try LiveServer()
        live.daemon.find([
            CheckReport(id: "storage.recordings", status: .ok, text: "there is room"),
            CheckReport(id: "storage.state", status: .fail, text: "it cannot be written", fix: "check its owner"),
        ])
        let result = try doctor(live, "--json", "--only", "storage.state")
        #expect(result.status == 2)
        guard case .array(let all) = try JSONParser.parse(Array(result.output.utf8)) else {
            Issue.record("not a list: \(result.output)")
            return
        }
        #expect(all.compactMap { $0["id"]?.string } == ["storage.state"])
        #expect(all.first?["status"]?.string == "fail")
    }

    @Test func aDaemonThatDoesNotTellIsNoFault() throws {
        let live = try LiveServer()
        let result = try doctor(live, "--only", "storage.recordings")
        #expect(result.status == 0)
        #expect(result.output.contains("skip  daemon.doctor: what only the daemon can see was not looked at: "))
    }

    @Test func withoutADaemonTheRestIsLookedAtAndItSaysSo() throws {
        let result = try Program.run(
            [
                try Programs.folder() + "/voicelivectl", "doctor", "--socket", "/nonexistent/control.sock", "--only",
                "storage",
            ], seconds: 20)
        #expect(result.output.contains("skip  daemon.doctor: what only the daemon can see was not looked at: "))
        #expect(result.output.contains("  storage.room: "))
    }
}

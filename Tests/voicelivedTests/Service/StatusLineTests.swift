import ControlProtocol
import Testing

@testable import voicelived

@Suite struct StatusLineTests {
    private func line(_ change: (inout DaemonStatus.Result) -> Void, losses: Int = 0) -> String {
        var status = DaemonStatus.Result(
            state: .idle, session: nil,
            audio: AudioSummary(
                state: .suspended, source: nil, sink: nil, muted: false, hardMuted: false, volumeDecibels: 0),
            link: LinkSummary(state: .down, endpoint: nil, sinceMilliseconds: 0), profile: "kiosk", degraded: [],
            uptimeMilliseconds: 0, version: "1")
        change(&status)
        return StatusLine(status: status, soundLosses: losses).text
    }

    private func talking(_ status: inout DaemonStatus.Result, for milliseconds: Int) {
        status.state = .inSession
        status.session = SessionSummary(
            session: "s-1", state: .userSpeaking, owner: nil, priority: .ui, profile: nil, ageMilliseconds: 0)
        status.link = LinkSummary(state: .up, endpoint: "local", sinceMilliseconds: milliseconds)
    }

    @Test func idleIsShort() {
        #expect(line { _ in } == "idle · kiosk · 0 xruns")
        #expect(line { $0.profile = "" } == "idle · 0 xruns")
    }

    @Test func aSessionTellsItsLink() {
        #expect(
            line({ talking(&$0, for: 43 * 60_000) }, losses: 1) == "user speaking · kiosk · link up 43 min · 1 xrun")
        #expect(line { talking(&$0, for: 59_999) }.contains("link up just now"))
        #expect(line { talking(&$0, for: 5 * 3_600_000) }.contains("link up 5 h"))
        #expect(line { talking(&$0, for: 72 * 3_600_000) }.contains("link up 3 d"))
    }

    @Test func aMissingKeyAndTheWorstTroubleAreNamed() {
        let text = line { status in
            status.state = .needsCredentials
            status.degraded = [
                Degradation(code: "config/credential", text: "no credential", sinceMilliseconds: 0, hint: "x"),
                Degradation(code: "link/clock", text: "the clock", sinceMilliseconds: 0, hint: "y"),
            ]
        }
        #expect(text == "needs credentials · kiosk · 0 xruns · no credential")
    }
}

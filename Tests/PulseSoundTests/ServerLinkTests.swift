import Sound
import Testing

@testable import PulseSound

@Suite struct ServerLinkTests {
    @Test func triesAgainWithLongerAndLongerPauses() {
        var link = ServerLink()
        #expect(link.start(at: .milliseconds(0)) == [.connect, .report(.connecting)])
        var now = 0
        for pause in [200, 400, 800, 1_600, 2_000, 2_000] {
            _ = link.failed(.unreachable("Connection refused"), at: .milliseconds(now))
            #expect(link.tick(at: .milliseconds(now + pause - 1)) == [])
            now += pause
            #expect(link.tick(at: .milliseconds(now)) == [.connect])
        }
    }
}

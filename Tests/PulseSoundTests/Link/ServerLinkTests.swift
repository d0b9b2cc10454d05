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

    @Test func aWorkingConnectionThatEndsIsMadeAnewSoon() {
        var link = ServerLink()
        _ = link.start(at: .milliseconds(0))
        #expect(link.ready("pulseaudio 16.1") == [.report(.ready("pulseaudio 16.1"))])
        #expect(link.isReady)
        let down = ServerState.down(reason: "Connection terminated")
        #expect(link.failed(.lost("Connection terminated"), at: .milliseconds(5_000)) == [.drop, .report(down)])
        #expect(link.deadline == .milliseconds(5_200))
        #expect(link.tick(at: .milliseconds(5_200)) == [.connect])
        #expect(link.reconnects == 0)
        #expect(link.ready("pulseaudio 16.1") == [.report(.ready("pulseaudio 16.1"))])
        #expect(link.reconnects == 1)
    }

    @Test func anotherServerIsWantedBeforeTheFirstAnswered() {
        var link = ServerLink()
        #expect(link.change(at: .milliseconds(0)) == [])
        _ = link.start(at: .milliseconds(0))
        #expect(link.change(at: .milliseconds(1_400)) == [.drop, .connect])
        // It has its whole time.
        #expect(link.tick(at: .milliseconds(1_600)) == [])
        _ = link.failed(.unreachable("Connection refused"), at: .milliseconds(1_700))
        #expect(link.change(at: .milliseconds(1_701)) == [.drop, .connect, .report(.connecting)])
        _ = link.ready("pulseaudio 16.1")
        #expect(link.change(at: .milliseconds(1_800)) == [.drop, .connect, .report(.connecting)])
    }

    @Test func oneStateIsToldOnce() {
        var link = ServerLink()
        _ = link.start(at: .milliseconds(0))
        let failure = LinkFailure.unreachable("Connection refused")
        #expect(link.failed(failure, at: .milliseconds(1)) == [.drop, .report(.down(reason: "Connection refused"))])
        _ = link.tick(at: .milliseconds(300))
        #expect(link.failed(failure, at: .milliseconds(301)) == [.drop])
    }

    @Test func aServerThatTakesTheConnectionAndSaysNothingIsGivenUp() {
        var link = ServerLink()
        _ = link.start(at: .milliseconds(0))
        #expect(link.tick(at: .milliseconds(1_499)) == [])
        let silent = ServerState.down(reason: "the sound server does not answer")
        #expect(link.tick(at: .milliseconds(1_500)) == [.drop, .report(silent)])
    }

    @Test func aClosedDoorTwiceInARowIsAFullServer() {
        var link = ServerLink()
        _ = link.start(at: .milliseconds(0))
        let once = ServerState.down(reason: "the sound server closed the connection")
        #expect(link.failed(.closedAtTheDoor, at: .milliseconds(1)) == [.drop, .report(once)])
        _ = link.tick(at: .milliseconds(201))
        #expect(link.failed(.closedAtTheDoor, at: .milliseconds(202)) == [.drop, .report(.full)])
        _ = link.tick(at: .milliseconds(602))
        #expect(link.ready("pulseaudio 16.1") == [.report(.ready("pulseaudio 16.1"))])
    }

    @Test func aRefusalIsToldAsSuchAndTriedAgain() {
        var link = ServerLink()
        _ = link.start(at: .milliseconds(0))
        #expect(link.failed(.denied("Access denied"), at: .milliseconds(1)) == [.drop, .report(.refused)])
        #expect(link.tick(at: .milliseconds(201)) == [.connect])
    }

    @Test func aReconnectOfAReadyLinkBeginsAtOnce() {
        var link = ServerLink()
        _ = link.start(at: .milliseconds(0))
        #expect(link.reconnect(at: .milliseconds(1)) == [])
        _ = link.ready("x")
        #expect(link.reconnect(at: .milliseconds(9)) == [.drop, .connect, .report(.connecting)])
        #expect(!link.isReady)
    }
}

import Diagnostics
import Sound
import Synchronization
import Testing

@testable import voicelived

/// The watchdog's view of the sound card, in virtual time.
@Suite struct SoundWatchTests {
    private final class Hand: Sendable {
        let time = Mutex(Duration.seconds(1000))
        func turn(_ seconds: Int) { time.withLock { $0 += .seconds(seconds) } }
    }

    private let hand = Hand()
    private let supervision: Supervision

    init() {
        supervision = Supervision(
            notifier: ServiceNotifier(), counters: Counters(version: "1", methods: []),
            now: { [hand] in hand.time.withLock { $0 } })
    }

    private func status(_ capture: SoundStreamState, server: ServerState = .ready("PulseAudio")) -> SoundStatus {
        var status = SoundStatus()
        (status.server, status.capture) = (server, capture)
        return status
    }

    /// One second after another: looks, works, checks.
    private func live(_ watch: inout SoundWatch, _ status: SoundStatus?, seconds: Int, frames: Bool) -> [Bool] {
        (0..<seconds).map { _ in
            hand.turn(1)
            watch.look(status, supervision)
            if frames {
                supervision.progress(of: .capture).advance()
                supervision.progress(of: .pipeline).advance()
            }
            return supervision.check() == .ping
        }
    }

    @Test func anHourWithoutACardIsNoReasonToRestart() {
        var watch = SoundWatch()
        let pings1 = live(&watch, nil, seconds: 60, frames: false)
        #expect(pings1.allSatisfy { $0 })
        let absent = live(&watch, status(.noDevice), seconds: 3600, frames: false)
        #expect(absent.allSatisfy { $0 })
        let down = live(&watch, status(.closed, server: .down(reason: "gone")), seconds: 3600, frames: false)
        #expect(down.allSatisfy { $0 })
    }

    @Test func aPipelineThatStandsStillWhileFramesComeIsTold() {
        var watch = SoundWatch()
        let running = status(.running(.example))
        let pings2 = live(&watch, running, seconds: 5, frames: true)
        #expect(pings2.allSatisfy { $0 })
        var pings: [Bool] = []
        for _ in 0..<5 {
            hand.turn(1)
            watch.look(running, supervision)
            supervision.progress(of: .capture).advance()
            pings.append(supervision.check() == .ping)
        }
        #expect(pings == [true, true, false, false, false])
    }

    @Test func framesThatStopWithoutAReasonAreTold() {
        var watch = SoundWatch()
        let running = status(.running(.example))
        let pings3 = live(&watch, running, seconds: 5, frames: true)
        #expect(pings3.allSatisfy { $0 })
        let pings4 = live(&watch, running, seconds: 4, frames: false)
        #expect(pings4 == [true, true, false, false])
    }

    @Test func aStallIsExcusedForTwentySecondsAndNotForEver() {
        var watch = SoundWatch()
        let pings5 = live(&watch, status(.running(.example)), seconds: 3, frames: true)
        #expect(pings5.allSatisfy { $0 })
        let pings = live(&watch, status(.stalled(milliseconds: 500)), seconds: 40, frames: false)
        #expect(pings.prefix(20).allSatisfy { $0 })
        #expect(pings.last == false)
    }

    @Test func aClosedCardOwesNothing() {
        var watch = SoundWatch()
        let pings6 = live(&watch, status(.running(.example)), seconds: 3, frames: true)
        #expect(pings6.allSatisfy { $0 })
        let pings7 = live(&watch, nil, seconds: 100, frames: false)
        #expect(pings7.allSatisfy { $0 })
    }
}

extension RunningStream {
    fileprivate static let example = RunningStream(
        device: "mic", rate: .highest, grantedSamples: 480, latencyMilliseconds: 10)
}

import Testing

@testable import Diagnostics

@Suite("Watchdog contracts")
struct WatchdogTests {
    @Test func progressIsRewarded() {
        var script = WatchdogScript()
        script.watchdog.expect(.progress(within: .milliseconds(80)), of: .capture, now: .zero)
        for second in 1...5 {
            #expect(script.check(at: .seconds(second), capture: UInt64(second)) == .ping)
        }
    }

    @Test func standingStillIsNot() {
        var script = WatchdogScript()
        script.watchdog.expect(.progress(within: .milliseconds(80)), of: .capture, now: .zero)
        #expect(script.check(at: .seconds(1), capture: 100) == .ping)
        #expect(
            script.check(at: .seconds(2), capture: 100)
                == .withhold([
                    WatchdogComplaint(
                        loop: .capture, age: .seconds(1), limit: .milliseconds(80), expiredExcuse: nil)
                ]))
        #expect(script.check(at: .seconds(3), capture: 101) == .ping)
    }

    @Test func anIdleLoopOwesNothing() {
        var script = WatchdogScript()
        #expect(script.check(at: .seconds(100), capture: 0) == .ping)
        script.watchdog.expect(.progress(within: .seconds(1)), of: .playback, now: .seconds(100))
        script.watchdog.expect(.idle, of: .playback, now: .seconds(101))
        #expect(script.check(at: .seconds(200), capture: 0) == .ping)
    }

    @Test func anExcuseHoldsUntilItsDeadline() {
        var script = WatchdogScript()
        script.watchdog.expect(.progress(within: .milliseconds(80)), of: .capture, now: .zero)
        script.watchdog.excuse(.capture, WatchdogExcuse("stalled", until: .seconds(10)), now: .zero)
        #expect(script.check(at: .seconds(9), capture: 0) == .ping)
        #expect(script.check(at: .milliseconds(10_080), capture: 0) == .ping)
        let decision = script.check(at: .milliseconds(10_081), capture: 0)
        guard case .withhold(let complaints) = decision else {
            Issue.record("pinged though the excuse ran out")
            return
        }
        #expect(
            complaints.map(\.description)
                == ["capture: no progress for 10081 ms, promised within 80 ms, its excuse stalled ran out"])
    }

    @Test func anExcuseThatIsRenewedHoldsForHours() {
        var script = WatchdogScript()
        script.watchdog.expect(.progress(within: .milliseconds(80)), of: .capture, now: .zero)
        script.watchdog.expect(.follows(.capture, within: .milliseconds(200)), of: .pipeline, now: .zero)
        for second in stride(from: 0, through: 3600, by: 2) {
            let now = Duration.seconds(second)
            script.watchdog.excuse(.capture, WatchdogExcuse("no_source", until: now + .seconds(5)), now: now)
            #expect(script.check(at: now, capture: 0) == .ping)
        }
    }

    @Test func afterAnExcuseTheTimeStartsAnew() {
        var script = WatchdogScript()
        script.watchdog.expect(.progress(within: .seconds(1)), of: .capture, now: .zero)
        script.watchdog.excuse(.capture, WatchdogExcuse("suspended", until: .seconds(60)), now: .zero)
        script.watchdog.excuse(.capture, nil, now: .seconds(50))
        #expect(script.check(at: .milliseconds(50_900), capture: 0) == .ping)
        #expect(script.check(at: .milliseconds(51_100), capture: 0) != .ping)
    }

    @Test func aFollowerIsExcusedWithItsLeader() {
        var script = WatchdogScript()
        script.watchdog.expect(.progress(within: .milliseconds(80)), of: .capture, now: .zero)
        script.watchdog.expect(.follows(.capture, within: .milliseconds(200)), of: .pipeline, now: .zero)
        #expect(script.check(at: .seconds(1), capture: 10, pipeline: 10) == .ping)
        // Capture goes on, the pipeline does not.
        #expect(script.complainers(at: .seconds(2), capture: 20, pipeline: 10) == [.pipeline])
        // Both stand still: only the leader answers for it.
        #expect(script.complainers(at: .seconds(3), capture: 20, pipeline: 10) == [.capture])
        script.watchdog.excuse(.capture, WatchdogExcuse("server_down", until: .seconds(60)), now: .seconds(3))
        #expect(script.check(at: .seconds(4), capture: 20, pipeline: 10) == .ping)
    }

    @Test func sayingTheSamePromiseAgainGivesNoTime() {
        var script = WatchdogScript()
        for tenth in 0..<30 {
            script.watchdog.expect(.progress(within: .seconds(1)), of: .control, now: .milliseconds(tenth * 100))
        }
        #expect(script.check(at: .seconds(3), capture: 0) != .ping)
    }
}

private struct WatchdogScript {
    var watchdog = Watchdog()

    mutating func check(at now: Duration, capture: UInt64, pipeline: UInt64 = 0) -> WatchdogDecision {
        watchdog.check([.capture: capture, .pipeline: pipeline], now: now)
    }

    mutating func complainers(at now: Duration, capture: UInt64, pipeline: UInt64) -> [WatchedLoop] {
        guard case .withhold(let complaints) = check(at: now, capture: capture, pipeline: pipeline) else { return [] }
        return complaints.map(\.loop)
    }
}

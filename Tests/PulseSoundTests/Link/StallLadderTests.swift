import Testing

@testable import PulseSound

@Suite struct StallLadderTests {
    /// All steps of a ladder whose sound ended at 0, with their moments.
    private func steps(until end: Int, _ ladder: inout StallLadder) -> [String] {
        var told: [String] = []
        while let deadline = ladder.deadline, deadline <= .milliseconds(end) {
            let now = deadline.milliseconds(since: .milliseconds(0))
            for step in ladder.tick(at: deadline) { told.append("\(now) \(step)") }
        }
        return told
    }

    @Test func aFrozenServerIsGivenEveryChanceAndThenTold() {
        var ladder = StallLadder()
        _ = ladder.soundPassed(at: .milliseconds(0))
        #expect(
            steps(until: 10_000, &ladder) == [
                "1000 stalled(milliseconds: 1000)", "2000 stalled(milliseconds: 2000)",
                "3000 stalled(milliseconds: 3000)", "3000 reopenStream", "4000 stalled(milliseconds: 4000)",
                "5000 stalled(milliseconds: 5000)", "6000 stalled(milliseconds: 6000)", "6000 reconnect",
                "7000 stalled(milliseconds: 7000)", "8000 stalled(milliseconds: 8000)", "8000 reconnect",
                "9000 stalled(milliseconds: 9000)", "10000 stalled(milliseconds: 10000)", "10000 reconnect",
                "10000 serverIsFrozen",
            ])
    }

    @Test func frozenIsToldOnceAndTriesGoOnSlowly() {
        var ladder = StallLadder()
        ladder.expect(at: .milliseconds(0))
        let all = steps(until: 30_000, &ladder)
        #expect(all.filter { $0.hasSuffix("serverIsFrozen") } == ["10000 serverIsFrozen"])
        let reconnects = all.filter { $0.hasSuffix("reconnect") }.suffix(2)
        #expect(reconnects == ["25000 reconnect", "30000 reconnect"])
    }

    @Test func soundEndsTheStall() {
        var ladder = StallLadder()
        _ = ladder.soundPassed(at: .milliseconds(0))
        _ = ladder.tick(at: .milliseconds(1_000))
        #expect(ladder.isStalled)
        #expect(ladder.soundPassed(at: .milliseconds(1_400)) == true)
        #expect(!ladder.isStalled)
        #expect(ladder.soundPassed(at: .milliseconds(1_410)) == false)
        #expect(ladder.deadline == .milliseconds(2_410))
    }

    @Test func anExcuseStopsTheClock() {
        var ladder = StallLadder()
        ladder.expect(at: .milliseconds(0))
        ladder.excuse()
        #expect(ladder.deadline == nil)
        #expect(ladder.tick(at: .milliseconds(60_000)) == [])
        ladder.expect(at: .milliseconds(60_000))
        #expect(ladder.deadline == .milliseconds(61_000))
    }

    @Test func expectingAgainDoesNotStartOver() {
        var ladder = StallLadder()
        ladder.expect(at: .milliseconds(0))
        ladder.expect(at: .milliseconds(900))
        #expect(ladder.tick(at: .milliseconds(1_000)) == [.stalled(milliseconds: 1_000)])
    }
}

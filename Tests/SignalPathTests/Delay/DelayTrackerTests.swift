import Testing

@testable import SignalPath

extension DelayTracker {
    /// Where what will be played is known far ahead.
    fileprivate mutating func update(_ estimate: DelayEstimate, later: Float, isCancelling: Bool) -> DelayAction? {
        update(estimate, later: later, earliest: -100, isCancelling: isCancelling)
    }
}

@Suite struct DelayTrackerTests {
    private func estimate(_ milliseconds: Float, confidence: Float = 20) -> DelayEstimate {
        DelayEstimate(block: 0, generation: 0, milliseconds: milliseconds, confidence: confidence)
    }

    @Test func leavesAShortDelayToTheFilter() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        #expect(tracker.update(estimate(25), later: 0, isCancelling: false) == nil)
        #expect(tracker.locked == nil)
        #expect(tracker.update(estimate(25.2), later: 0, isCancelling: false) == nil)
        #expect(tracker.locked == 25.2)
    }

    @Test func realignsOutsideTheFilter() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        _ = tracker.update(estimate(290), later: 0, isCancelling: false)
        // By whole partitions of the quick filter, so that what it learnt moves with it.
        #expect(tracker.update(estimate(290), later: 0, isCancelling: false) == .realign(laterMilliseconds: 280))
        #expect(tracker.update(estimate(290), later: 280, isCancelling: false) == nil)
        #expect(tracker.locked == 10)
    }

    @Test func anEarlyEchoIsRealignedToo() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        _ = tracker.update(estimate(-12), later: 0, isCancelling: false)
        #expect(tracker.update(estimate(-12), later: 0, isCancelling: false) == .realign(laterMilliseconds: -20))
    }

    @Test func followsAJumpThatLasts() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        for _ in 0..<2 { _ = tracker.update(estimate(25), later: 0, isCancelling: false) }
        #expect(tracker.update(estimate(145), later: 0, isCancelling: false) == nil)
        #expect(tracker.update(estimate(145), later: 0, isCancelling: false) == .follow(laterMilliseconds: 120))
        #expect(tracker.update(estimate(145), later: 120, isCancelling: false) == nil)
    }

    /// Nobody knows what will be played.
    @Test func aJumpBeyondWhatWasPlayedIsLeftToTheFilter() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        for _ in 0..<2 { _ = tracker.update(estimate(60), later: 0, earliest: -5, isCancelling: false) }
        for _ in 0..<4 { #expect(tracker.update(estimate(35), later: 0, earliest: -5, isCancelling: false) == nil) }
        #expect(tracker.locked == 35)
        _ = tracker.update(estimate(31), later: 0, earliest: -5, isCancelling: false)
        #expect(
            tracker.update(estimate(31), later: 0, earliest: -5, isCancelling: false)
                == .follow(laterMilliseconds: -4))
    }

    @Test func anEchoBeforeAllThatIsKnownIsReadAsEarlyAsCanBe() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        _ = tracker.update(estimate(0.2), later: 0, earliest: -3, isCancelling: false)
        #expect(
            tracker.update(estimate(0.2), later: 0, earliest: -3, isCancelling: false)
                == .realign(laterMilliseconds: -3))
        for _ in 0..<4 {
            #expect(tracker.update(estimate(0.2), later: -3, earliest: -3, isCancelling: false) == nil)
        }
        #expect(tracker.locked == 3.2)
    }

    @Test func driftThatIsFollowedIsNoJump() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        for step in 0..<200 {
            let moved = Float(step) * 0.06
            #expect(tracker.update(estimate(25 + moved), later: moved, isCancelling: false) == nil)
        }
        #expect(abs((tracker.locked ?? 0) - 25) < 0.01)
    }

    @Test func believesAFilterThatCancels() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        for _ in 0..<2 { _ = tracker.update(estimate(25), later: 0, isCancelling: false) }
        for _ in 0..<4 { #expect(tracker.update(estimate(60), later: 0, isCancelling: true) == nil) }
        #expect(tracker.locked == 25)
    }

    @Test func chanceIsNoDelay() {
        var tracker = DelayTracker(tailMilliseconds: 256)
        for _ in 0..<5 { #expect(tracker.update(estimate(290, confidence: 5), later: 0, isCancelling: false) == nil) }
        #expect(tracker.update(estimate(290), later: 0, isCancelling: false) == nil)
        #expect(tracker.update(estimate(390), later: 0, isCancelling: false) == nil)
    }
}

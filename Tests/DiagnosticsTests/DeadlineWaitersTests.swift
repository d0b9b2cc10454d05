import Diagnostics
import Testing

struct DeadlineWaitersTests {
    @Test func whatComesAgainAndAgainKeepsOneWaiting() {
        let waiters = DeadlineWaiters()
        let waiting = (0..<1_000).filter { waiters.mayWait(until: .seconds(600) + .milliseconds($0)) }
        #expect(waiting == [0])
        // Earlier, but not by as much as counts.
        #expect(!waiters.mayWait(until: .milliseconds(599_950)))
        #expect(waiters.count == 1)
    }

    @Test func anEarlierEndIsWaitedForAndThenTheNext() {
        let waiters = DeadlineWaiters()
        #expect(waiters.mayWait(until: .seconds(600)))
        #expect(waiters.mayWait(until: .seconds(2)))
        #expect(!waiters.mayWait(until: .seconds(300)))
        waiters.waited(until: .seconds(2))
        // Whoever woke looks for the next end.
        #expect(waiters.mayWait(until: .seconds(300)))
        waiters.waited(until: .seconds(300))
        waiters.waited(until: .seconds(600))
        #expect(waiters.count == 0)
    }
}

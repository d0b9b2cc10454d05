import Sound
import Synchronization
import Testing

@Suite struct DoorbellTests {
    @Test func anIdleBellTimesOut() throws {
        let bell = try #require(Doorbell())
        #expect(!bell.wait(milliseconds: 0))
    }

    @Test func manyRingsAreOne() throws {
        let bell = try #require(Doorbell())
        bell.ring()
        bell.ring()
        #expect(bell.wait(milliseconds: 0))
        #expect(!bell.wait(milliseconds: 0))
        bell.ring()
        #expect(bell.wait(milliseconds: 0))
    }

    @Test func anAnsweredBellRingsAgain() throws {
        let bell = try #require(Doorbell())
        bell.ring()
        bell.answer()
        #expect(!bell.wait(milliseconds: 0))
        bell.answer()
        bell.ring()
        #expect(bell.wait(milliseconds: 0))
    }

    @Test func noWorkIsLeftLying() throws {
        let total = 20_000
        let bell = try #require(Doorbell())
        let counter = WorkCounter()
        let thread = try #require(
            RealTimeThread(name: "ringer", priority: 0) { _ in
                for _ in 0..<total {
                    counter.work.wrappingAdd(1, ordering: .releasing)
                    bell.ring()
                }
            })
        var done = 0
        var lost = 0
        while done < total, lost == 0 {
            if !bell.wait(milliseconds: 5_000) { lost += 1 }
            done += counter.work.exchange(0, ordering: .acquiring)
        }
        thread.join()
        #expect(lost == 0)
        #expect(done == total)
    }

    private final class WorkCounter: Sendable {
        let work = Atomic<Int>(0)
    }
}

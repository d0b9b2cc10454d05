import CLinux
import Sound
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct RealTimeThreadTests {
    private final class Seen: Sendable {
        let scheduling = Mutex<ThreadScheduling?>(nil)
        let policy = Atomic<Int32>(-1)
        let priority = Atomic<Int32>(-1)
        let thread = Atomic<Int32>(0)

        func look(_ scheduling: ThreadScheduling) {
            self.scheduling.withLock { $0 = scheduling }
            var parameters = sched_param()
            var policy: Int32 = 0
            unsafe pthread_getschedparam(pthread_self(), &policy, &parameters)
            self.policy.store(policy & 0xffff, ordering: .relaxed)
            priority.store(parameters.sched_priority, ordering: .relaxed)
            thread.store(vl_thread_id(), ordering: .releasing)
        }
    }

    @Test func theBodyRunsOnAThreadOfItsOwnAndJoinWaits() throws {
        let seen = Seen()
        let thread = try #require(RealTimeThread(name: "a name longer than fits", priority: 0) { seen.look($0) })
        thread.join()
        #expect(seen.thread.load(ordering: .acquiring) != vl_thread_id())
        #expect(seen.scheduling.withLock { $0 } == .ordinary(refusal: 0))
        // As whoever runs the tests has it: in the background that may be less than ordinary.
        #expect(seen.policy.load(ordering: .relaxed) == sched_getscheduler(0))
    }

    @Test func theBodyIsToldTheSchedulingItReallyHas() throws {
        let seen = Seen()
        let thread = try #require(RealTimeThread(name: "audio", priority: 7) { seen.look($0) })
        thread.join()
        // Which one depends on the tester's rights; both must be true to the kernel's word.
        switch try #require(seen.scheduling.withLock { $0 }) {
        case .realTime(let priority):
            #expect(priority == 7)
            #expect(seen.policy.load(ordering: .relaxed) == SCHED_RR)
            #expect(seen.priority.load(ordering: .relaxed) == 7)
        case .ordinary(let refusal):
            #expect(refusal == EPERM)
            #expect(seen.policy.load(ordering: .relaxed) == SCHED_OTHER)
        }
    }

    @Test func anImpossiblePriorityIsToldAndTheBodyRuns() throws {
        let seen = Seen()
        let thread = try #require(RealTimeThread(name: "audio", priority: 1_000) { seen.look($0) })
        thread.join()
        #expect(seen.scheduling.withLock { $0 } == .ordinary(refusal: EINVAL))
    }
}

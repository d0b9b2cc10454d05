import Conversation
import Sound
import Synchronization
import Testing

@testable import voicelived

@Suite(.timeLimit(.minutes(1))) struct SessionThreadTests {
    private let thread: SessionThread

    init() throws { thread = try #require(SessionThread.shared) }

    private final class Count: Sendable {
        let value = Atomic<Int>(0)
        func add() -> Int { value.add(1, ordering: .relaxed).newValue }
    }

    @Test func aDutyRunsWhenTheBellRingsUntilItIsDropped() async {
        let (runs, told) = AsyncStream.makeStream(of: Void.self)
        let number = thread.take {
            told.yield()
            return -1
        }
        var next = runs.makeAsyncIterator()
        // Once for its being new, and for every bell.
        await next.next()
        thread.bell.ring()
        await next.next()
        thread.drop(number)
        told.finish()
        // Runs after another duty did, if it runs at all.
        let (others, other) = AsyncStream.makeStream(of: Void.self)
        let last = thread.take {
            other.yield()
            return -1
        }
        var any = others.makeAsyncIterator()
        await any.next()
        thread.drop(last)
        while await next.next() != nil {}
    }

    @Test func aDutyComesBackAfterItsPatienceThoughNothingRings() async {
        let count = Count()
        let (runs, told) = AsyncStream.makeStream(of: Int.self)
        let number = thread.take {
            told.yield(count.add())
            return 1
        }
        for await run in runs where run == 5 { break }
        thread.drop(number)
    }

    @Test func alarmsRingInTheirOrderAndTasksRunBetween() async {
        let clock = DaemonClock()
        let (rung, told) = AsyncStream.makeStream(of: String.self)
        let now = clock.now()
        _ = clock.alarm(at: now + .milliseconds(40)) { told.yield("second") }
        _ = clock.alarm(at: now + .milliseconds(20)) { told.yield("first") }
        clock.alarm(at: now + .milliseconds(30)) { told.yield("taken back") }.cancel()
        let job = Task(executorPreference: thread) { _ = told.yield("job") }
        await job.value
        var names: [String] = []
        for await name in rung {
            names.append(name)
            if name == "second" { break }
        }
        #expect(names.filter { $0 != "job" } == ["first", "second"])
        #expect(names.contains("job"))
        #expect(clock.now() >= now + .milliseconds(40))
    }
}

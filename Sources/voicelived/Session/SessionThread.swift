import Conversation
import Sound
import Synchronization

/// The one thread on which sessions run: a packet of sound goes from the pipeline through the card and the conversation
/// to the service's socket without waking another. The pool's threads would be woken two or three times a packet.
///
/// Jobs run in the order in which they came. What blocks, or takes long, has no place here: it would hold up the answer.
final class SessionThread: TaskExecutor, SharedThread {
    /// `nil` when the process may have no more threads: tasks then run where others do. Lives as long as the process.
    static let shared = SessionThread.started()

    private struct Queue {
        var jobs: [UnownedJob] = []
        var alarms = AlarmList()
        /// The thread looks for jobs and alarms before it sleeps again.
        var isAwake = false
    }

    private struct Duties {
        var list: [(number: Int, run: @Sendable () -> Int32)] = []
        var last = 0
    }

    private let queue = Mutex(Queue())
    /// Held while they run, so that one which was dropped does not run any more.
    private let duties = Mutex(Duties())
    let bell: Doorbell

    private init(bell: Doorbell) { self.bell = bell }

    private static func started() -> SessionThread? {
        guard let bell = Doorbell() else { return nil }
        let made = SessionThread(bell: bell)
        return RealTimeThread(name: "session", priority: 0, stackBytes: stackBytes, body: { _ in made.run() }) == nil
            ? nil : made
    }

    /// As much as the pool's threads have: a session's documents are parsed here.
    private static let stackBytes = 8 * 1_024 * 1_024

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        tell { $0.jobs.append(job) }
    }

    // MARK: Alarms

    /// Calls `ring` on this thread once the instant has come. On a box that slept meanwhile it is late by at most what a
    /// duty lets the thread sleep: `poll` does not count time asleep.
    func alarm(at due: ContinuousClock.Instant, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm {
        let number = tell { $0.alarms.add(due, ring) }
        return PendingAlarm { [self] in queue.withLock { $0.alarms.remove(number) } }
    }

    // MARK: Duties

    func take(_ duty: @escaping @Sendable () -> Int32) -> Int {
        defer { bell.ring() }
        return duties.withLock { duties in
            duties.last += 1
            duties.list.append((duties.last, duty))
            return duties.last
        }
    }

    func drop(_ number: Int) { duties.withLock { $0.list.removeAll { $0.number == number } } }

    // MARK: The thread

    private func tell<Answer>(_ change: (inout Queue) -> Answer) -> Answer {
        let (answer, wasAwake) = queue.withLock { queue in
            defer { queue.isAwake = true }
            return (change(&queue), queue.isAwake)
        }
        if !wasAwake { bell.ring() }
        return answer
    }

    private func run() {
        let me = unsafe asUnownedTaskExecutor()
        var jobs: [UnownedJob] = []
        var patience: Int32 = -1
        while true {
            _ = bell.wait(milliseconds: patience)
            // What the duties below cause needs no bell.
            queue.withLock { $0.isAwake = true }
            let longest = duties.withLock { duties in duties.list.map { $0.run() }.min() }
            while let due = take(&jobs) {
                for job in jobs { unsafe job.runSynchronously(on: me) }
                jobs.removeAll(keepingCapacity: true)
                for ring in due { ring() }
            }
            patience = sleep(atMost: longest)
        }
    }

    /// Exchanges an empty array for the jobs that wait, and returns the alarms that are due. `nil` when there is neither:
    /// whatever comes next rings.
    private func take(_ jobs: inout [UnownedJob]) -> [@Sendable () -> Void]? {
        queue.withLock { queue in
            swap(&queue.jobs, &jobs)
            let due = queue.alarms.isEmpty ? [] : queue.alarms.takeDue(at: .now)
            queue.isAwake = !jobs.isEmpty || !due.isEmpty
            return queue.isAwake ? due : nil
        }
    }

    /// Milliseconds for `poll`, which takes -1 for ever.
    private func sleep(atMost patience: Int32?) -> Int32 {
        guard let due = queue.withLock({ $0.alarms.next }) else { return patience ?? -1 }
        let left = Int32(clamping: max(.zero, due - .now).wholeMilliseconds + 1)
        return min(left, patience ?? left)
    }
}

import Sound
import Synchronization

/// The one thread on which sessions run: a packet of sound goes from the card through the conversation to the service's
/// socket without waking another. The pool's threads would be woken two or three times a packet.
///
/// Jobs run in the order in which they came. What blocks, or takes long, has no place here: it would hold up the answer.
final class SessionThread: TaskExecutor {
    /// `nil` when the process may have no more threads: tasks then run where others do. Lives as long as the process.
    static let shared = SessionThread.started()

    private struct Queue {
        var jobs: [UnownedJob] = []
        /// The thread looks for jobs before it sleeps again.
        var isAwake = false
    }

    private let queue = Mutex(Queue())
    private let bell: Doorbell

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
        let wasAwake = queue.withLock { queue in
            queue.jobs.append(job)
            defer { queue.isAwake = true }
            return queue.isAwake
        }
        if !wasAwake { bell.ring() }
    }

    private func run() {
        let me = unsafe asUnownedTaskExecutor()
        var jobs: [UnownedJob] = []
        while true {
            _ = bell.wait(milliseconds: -1)
            while take(&jobs) {
                for job in jobs { unsafe job.runSynchronously(on: me) }
                jobs.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Exchanges an empty array for the jobs that wait. False when there are none: the next one rings.
    private func take(_ jobs: inout [UnownedJob]) -> Bool {
        queue.withLock { queue in
            swap(&queue.jobs, &jobs)
            queue.isAwake = !jobs.isEmpty
            return queue.isAwake
        }
    }
}

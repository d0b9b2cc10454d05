import Dispatch
import Sound
import Synchronization

/// The one thread that waits for the disk while conversations go on: their journal and what they cost. In order.
///
/// Not a queue of dispatch: each piece of work given to one from another thread leaves the pool's threads a little
/// memory, which a long conversation sees grow.
final class DiskThread: Sendable {
    /// Lives as long as the process.
    static let shared = DiskThread()

    private let work = Mutex<[@Sendable () -> Void]>([])
    private let bell: Doorbell?
    /// The process may have no more descriptors or threads: the caller waits for the disk himself.
    private let isAlone = Atomic<Bool>(false)

    private init() {
        let bell = Doorbell()
        self.bell = bell
        let started = bell.flatMap { bell in
            RealTimeThread(name: "disk", priority: 0) { [self] _ in
                while true {
                    _ = bell.wait(milliseconds: -1)
                    runAll()
                }
            }
        }
        isAlone.store(started == nil, ordering: .releasing)
    }

    /// Does it later, after all that was given before.
    func async(_ body: @escaping @Sendable () -> Void) {
        work.withLock { $0.append(body) }
        if isAlone.load(ordering: .acquiring) { runAll() } else { bell?.ring() }
    }

    /// Does it now, after all that was given before. Not from the thread itself.
    func sync<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) -> Answer {
        let (answer, done) = (Once<Answer>(), DispatchSemaphore(value: 0))
        async {
            answer.value.withLock { $0 = body() }
            done.signal()
        }
        done.wait()
        guard let value = answer.value.withLock({ $0 }) else {
            preconditionFailure("the disk's thread left work undone")
        }
        return value
    }

    private final class Once<Answer: Sendable>: Sendable {
        let value = Mutex<Answer?>(nil)
    }

    private func runAll() {
        while true {
            let next = work.withLock { work in
                defer { work.removeAll(keepingCapacity: true) }
                return work
            }
            guard !next.isEmpty else { return }
            for body in next { body() }
        }
    }
}

import Glibc
import Synchronization

/// Runs the fake daemon's answers on a thread of its own: tests that wait for a socket may hold every thread of the
/// common pool.
final class OwnThread: TaskExecutor {
    static let shared = OwnThread()
    private let jobs = Mutex<[UnownedJob]>([])
    private let pipe: (read: Int32, write: Int32)

    private init() {
        var ends: [Int32] = [-1, -1]
        _ = unsafe Glibc.pipe(&ends)
        pipe = (ends[0], ends[1])
        var thread: pthread_t = 0
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        _ = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<OwnThread>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        jobs.withLock { $0.append(unowned) }
        var byte: UInt8 = 1
        _ = unsafe write(pipe.write, &byte, 1)
    }

    private func run() {
        var byte: UInt8 = 0
        while unsafe read(pipe.read, &byte, 1) == 1 {
            let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            unsafe job?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}

import CLinux

#if canImport(Glibc)
    import Glibc
#endif

/// How the kernel runs an audio thread.
package enum ThreadScheduling: Hashable, Sendable {
    /// SCHED_RR at this priority.
    case realTime(priority: Int32)
    /// An ordinary thread: the limits do not allow real time (errno). Sound works, with less reserve under load.
    case ordinary(refusal: Int32)
}

/// One thread of our own with a fixed stack and, when allowed, real-time scheduling.
///
/// `body` runs once, on the new thread. It is told what scheduling it got. The owner must let `body` end before it
/// drops the thread: `join` waits for it.
package final class RealTimeThread: @unchecked Sendable {
    // @unchecked: `handle` is written once by `init` and read by `join`, which its one owner calls once.
    private var handle = pthread_t()

    private final class Start {
        let name: String
        let priority: Int32
        let body: @Sendable (ThreadScheduling) -> Void

        init(name: String, priority: Int32, body: @escaping @Sendable (ThreadScheduling) -> Void) {
            self.name = name
            self.priority = priority
            self.body = body
        }
    }

    /// Starts the thread. `nil` when the process may not have another one.
    ///
    /// - Parameters:
    ///   - name: 15 characters are kept.
    ///   - priority: SCHED_RR priority asked for, 1–99; 0 asks for an ordinary thread.
    ///   - stackBytes: Size of its stack.
    package init?(
        name: String, priority: Int32, stackBytes: Int = 512 * 1_024,
        body: @escaping @Sendable (ThreadScheduling) -> Void
    ) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setstacksize(&attributes, stackBytes)
        let start = unsafe Unmanaged.passRetained(Start(name: name, priority: priority, body: body))
        let result = unsafe pthread_create(&handle, &attributes, Self.main, start.toOpaque())
        guard result == 0 else {
            unsafe start.release()
            return nil
        }
    }

    /// Waits for `body` to end. Call once.
    package func join() {
        pthread_join(handle, nil)
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        guard let argument = unsafe argument else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        unsafe vl_thread_set_name(start.name)
        start.body(schedule(priority: start.priority))
        return nil
    }

    private static func schedule(priority: Int32) -> ThreadScheduling {
        guard priority > 0 else { return .ordinary(refusal: 0) }
        let refusal = vl_thread_make_realtime(priority)
        return refusal == 0 ? .realTime(priority: priority) : .ordinary(refusal: refusal)
    }
}

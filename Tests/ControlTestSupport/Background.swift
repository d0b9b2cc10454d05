import Glibc
import Synchronization

/// Runs something on a thread of its own and waits for it at the end.
package final class Background<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let work: @Sendable () throws -> Value
    private let thread = Mutex<UInt>(0)

    package init(_ work: @escaping @Sendable () throws -> Value) {
        self.work = work
        var thread: pthread_t = 0
        let run: @Sendable () -> Void = { [self] in
            let result = Result { try work() }
            outcome.withLock { $0 = result }
        }
        let context = unsafe Unmanaged.passRetained(ThreadBody(run)).toOpaque()
        _ = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        let made = thread
        self.thread.withLock { $0 = made }
    }

    package func result() throws -> Value {
        _ = pthread_join(thread.withLock(\.self), nil)
        guard let outcome = outcome.withLock(\.self) else { throw LineClient.Trouble(description: "no result") }
        return try outcome.get()
    }
}

/// A closure for `pthread_create`.
package final class ThreadBody: Sendable {
    package let run: @Sendable () -> Void

    package init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

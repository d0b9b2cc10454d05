import ControlTestSupport
import Glibc
import Synchronization

/// A client in a thread of its own that sends as fast as it can and throws the answers away.
final class Flood: Sendable {
    private let goesOn = Mutex(true)

    init(_ path: String, line: String) throws {
        let batch = Array(String(repeating: line + "\n", count: 64).utf8)
        let work: @Sendable () -> Void = { [self] in
            guard let client = try? LineClient(path) else { return }
            while goesOn.withLock(\.self) {
                client.send(batch)
                for _ in 0..<64 { _ = try? client.readLine() }
            }
        }
        var thread: pthread_t = 0
        let context = unsafe Unmanaged.passRetained(ThreadBody(work)).toOpaque()
        _ = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
    }

    func stop() { goesOn.withLock { $0 = false } }
}

@testable import WebSocket

/// A place for calls that block, which must not hold up Swift's few threads.
enum BlockingThread {
    static func start(_ body: @escaping @Sendable () -> Void) {
        Thread.start(name: "test", body)
    }
}

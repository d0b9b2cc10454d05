import CLinux

/// Waits of the connecting stages, as plain `await`.
extension EventLoop {
    private enum Readiness: Sendable {
        case ready
        case late
        case cancelled
    }

    private final class Waiter: EventHandler {
        let outcome = OneShot<Readiness>()

        func ready(_ scratch: inout [UInt8]) {
            outcome.settle(.ready)
        }

        func deadlinePassed(_ now: Moment) {
            outcome.settle(.late)
        }
    }

    /// Returns when the socket can go on.
    func wait(
        for descriptor: SocketDescriptor, _ interest: Interest, _ deadline: Deadline
    ) async throws(WebSocketError) {
        let events = (interest == .readable ? EPOLLIN : EPOLLOUT).rawValue | EPOLLONESHOT.rawValue
        let waiter = Waiter()
        let token: Token
        do {
            token = try add(descriptor.number, events, waiter)
        } catch {
            throw .transport(deadline.stage, error.text)
        }
        defer { remove(descriptor.number, token) }
        setDeadline(token, deadline.moment)
        try await Self.outcome(waiter, deadline)
    }

    /// Waits for a value that somebody else settles, no longer than the deadline.
    func wait<Value: Sendable>(for promise: OneShot<Value?>, _ deadline: Deadline) async throws(WebSocketError) -> Value
    {
        let alarm = Alarm { promise.settle(nil) }
        let token = add(alarm)
        defer { forget(token) }
        setDeadline(token, deadline.moment)
        let value = await withTaskCancellationHandler {
            await promise.value
        } onCancel: {
            promise.settle(nil)
        }
        guard let value else { throw Task.isCancelled ? .cancelled : .timeout(deadline.stage, after: deadline.within) }
        return value
    }

    private final class Alarm: EventHandler {
        let ring: @Sendable () -> Void

        init(_ ring: @escaping @Sendable () -> Void) {
            self.ring = ring
        }

        func ready(_ scratch: inout [UInt8]) {}

        func deadlinePassed(_ now: Moment) {
            ring()
        }
    }

    private static func outcome(_ waiter: Waiter, _ deadline: Deadline) async throws(WebSocketError) {
        let readiness = await withTaskCancellationHandler {
            await waiter.outcome.value
        } onCancel: {
            waiter.outcome.settle(.cancelled)
        }
        switch readiness {
        case .ready: return
        case .late: throw .timeout(deadline.stage, after: deadline.within)
        case .cancelled: throw .cancelled
        }
    }
}

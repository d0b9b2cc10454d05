import CLinux
import Glibc
import Synchronization

/// Something that lives on an `EventLoop`. Its functions run on the loop's thread and must not block.
protocol EventHandler: AnyObject, Sendable {
    /// The descriptor changed, or somebody called `kick`. `scratch` is the loop's, free to use during the call.
    func ready(_ scratch: inout [UInt8])
    func deadlinePassed(_ now: Moment)
}

/// One thread with epoll that serves many sockets and their deadlines.
///
/// Registration, deadlines and kicks may come from any thread. Handlers are called one after another. The thread lives as
/// long as the process: loops are few and not for throwing away.
package final class EventLoop: Sendable {
    /// The loop that all connections share which name no other.
    package static let shared = EventLoop(name: "websocket")

    /// Names a handler's place in the loop.
    typealias Token = UInt64

    fileprivate struct State: Sendable {
        var handlers: [Token: any EventHandler] = [:]
        var deadlines: [Token: Moment] = [:]
        var kicked: [Token] = []
        var lastToken: Token = 0
        /// Nil while the thread is awake and will look at deadlines and kicks before it sleeps.
        var sleepsUntil: Moment??
    }

    private let epoll: Int32
    private let doorbell: Int32
    private let state = Mutex(State())

    package init(name: String) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        doorbell = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        var event = unsafe epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: 0))
        unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, doorbell, &event)
        Thread.start(name: name) { self.run() }
    }

    /// Watches a descriptor. The handler is held until `remove`. Fails when the kernel does not take the descriptor.
    func add(_ descriptor: Int32, _ events: UInt32, _ handler: any EventHandler) throws(SocketFault) -> Token {
        let token = state.withLock { state in
            state.lastToken += 1
            state.handlers[state.lastToken] = handler
            return state.lastToken
        }
        var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: token))
        guard unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            let text = SystemError.text()
            forget(token)
            throw SocketFault(text: "epoll: " + text)
        }
        return token
    }

    /// Ends what `add` began. Call before the descriptor is closed.
    func remove(_ descriptor: Int32, _ token: Token) {
        epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
        forget(token)
    }

    /// A place for a handler without a descriptor, for its deadlines.
    func add(_ handler: any EventHandler) -> Token {
        state.withLock { state in
            state.lastToken += 1
            state.handlers[state.lastToken] = handler
            return state.lastToken
        }
    }

    func forget(_ token: Token) {
        // Let go of outside the lock: a handler's end may come back here.
        let handler = state.withLock { state in
            state.deadlines[token] = nil
            return state.handlers.removeValue(forKey: token)
        }
        withExtendedLifetime(handler) {}
    }

    /// Calls `deadlinePassed` once at `moment`; nil takes the deadline back. Replaces an earlier one.
    func setDeadline(_ token: Token, _ moment: Moment?) {
        let mustRing = state.withLock { state in
            guard state.handlers[token] != nil else { return false }
            state.deadlines[token] = moment
            guard let moment, let until = state.sleepsUntil, until.map({ moment < $0 }) ?? true else { return false }
            state.sleepsUntil = nil
            return true
        }
        if mustRing { ring() }
    }

    /// Calls `ready` soon, on the loop's thread.
    func kick(_ token: Token) {
        let mustRing = state.withLock { state in
            state.kicked.append(token)
            guard state.sleepsUntil != nil else { return false }
            state.sleepsUntil = nil
            return true
        }
        if mustRing { ring() }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(doorbell, &one, 8)
    }

    // MARK: The loop's thread

    private func run() {
        var scratch = [UInt8](repeating: 0, count: 64 << 10)
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            let count = unsafe epoll_wait(epoll, &events, Int32(events.count), millisecondsToSleep())
            // A process without descriptors has a loop that cannot wait; it must not spin.
            if count < 0, errno != EINTR { usleep(100_000) }
            state.withLock { $0.sleepsUntil = nil }
            for index in 0..<max(0, Int(count)) { happened(unsafe events[index].data.u64, &scratch) }
            for token in state.withLock({ $0.takeKicked() }) { handler(token)?.ready(&scratch) }
            let now = Moment.now
            for token in state.withLock({ $0.takeDue(now) }) { handler(token)?.deadlinePassed(now) }
        }
    }

    private func millisecondsToSleep() -> Int32 {
        state.withLock { state in
            guard state.kicked.isEmpty else { return 0 }
            let next = state.deadlines.values.min()
            state.sleepsUntil = .some(next)
            guard let next else { return -1 }
            return Int32(clamping: max(0, Moment.now.duration(to: next).wholeMilliseconds))
        }
    }

    private func happened(_ token: Token, _ scratch: inout [UInt8]) {
        guard token != 0 else {
            var count: UInt64 = 0
            _ = unsafe read(doorbell, &count, 8)
            return
        }
        handler(token)?.ready(&scratch)
    }

    private func handler(_ token: Token) -> (any EventHandler)? {
        state.withLock { $0.handlers[token] }
    }
}

extension EventLoop.State {
    fileprivate mutating func takeKicked() -> [EventLoop.Token] {
        defer { kicked.removeAll(keepingCapacity: true) }
        return kicked
    }

    fileprivate mutating func takeDue(_ now: Moment) -> [EventLoop.Token] {
        let due = deadlines.filter { $0.value <= now }.map(\.key)
        for token in due { deadlines[token] = nil }
        return due
    }
}

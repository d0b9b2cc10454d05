import CLinux
import Glibc
import Synchronization

/// A connection as its loop sees it. Senders write to the socket on their own thread when it has room, so a message out costs
/// no hop; a message in costs one, from the loop's thread to the reader's.
final class ConnectionCore: EventHandler {
    private let state: Mutex<ConnectionState>
    private let loop: EventLoop
    private let descriptor: SocketDescriptor

    init(_ state: sending ConnectionState, _ descriptor: SocketDescriptor, _ loop: EventLoop) {
        self.state = Mutex(state)
        self.descriptor = descriptor
        self.loop = loop
    }

    /// Takes `leftover`, the bytes that came behind the upgrade, and begins to serve the socket.
    func start(leftover: [UInt8]) throws(SocketFault) {
        act { state, now, wakeups in state.receive(leftover.span, at: now, &wakeups) }
        // Edge-triggered: every event means "try both directions", so TLS may want either for either.
        let events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        let token = try loop.add(descriptor.number, events, self)
        act { state, _, _ in state.token = token }
        loop.kick(token)
    }

    // MARK: On the loop's thread

    func ready(_ scratch: inout [UInt8]) {
        var isMoreThere = false
        act { state, now, wakeups in isMoreThere = state.pump(&scratch, at: now, &wakeups) }
        if isMoreThere { kick() }
    }

    func deadlinePassed(_ now: Moment) {
        act { state, now, wakeups in
            state.armedDeadline = nil
            state.deadlinePassed(now, &wakeups)
        }
    }

    // MARK: On the callers' threads

    func send(_ message: WebSocketMessage) async -> Result<Void, WebSocketError> {
        // The usual case needs no continuation.
        if let done = trySend(message) { return done }
        let id = state.withLock { state in
            state.lastSendID += 1
            return state.lastSendID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                act { state, now, wakeups in
                    if let report = state.report {
                        wakeups.add(continuation, .failure(.closed(report)))
                    } else if !state.machine.isOpen || Task.isCancelled {
                        wakeups.add(continuation, .failure(Task.isCancelled ? .cancelled : .closing))
                    } else {
                        state.senders.append(.init(id: id, message: message, continuation: continuation))
                        state.flush(at: now, &wakeups)
                    }
                }
            }
        } onCancel: {
            act { state, _, wakeups in
                guard let index = state.senders.firstIndex(where: { $0.id == id }) else { return }
                wakeups.add(state.senders.remove(at: index).continuation, .failure(.cancelled))
            }
        }
    }

    /// Nil when there is no room.
    func trySend(_ message: WebSocketMessage) -> Result<Void, WebSocketError>? {
        var result: Result<Void, WebSocketError>?
        act { state, now, wakeups in
            if let report = state.report {
                result = .failure(.closed(report))
            } else if !state.machine.isOpen {
                result = .failure(.closing)
            } else if state.senders.isEmpty, state.hasRoom(for: message), let bytes = state.machine.send(message) {
                state.outbound.append(bytes)
                state.flush(at: now, &wakeups)
                result = .success(())
            }
        }
        return result
    }

    /// The next message; nil after the end or when the task is cancelled.
    func nextMessage() async -> WebSocketMessage? {
        if let message = takeMessage() { return message }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                act { state, now, wakeups in
                    state.isReaderBusy = false
                    state.answerCloseIfHandled(at: now, &wakeups)
                    if let message = state.inbound.popFirst() {
                        state.isReaderBusy = true
                        wakeups.add(continuation, message)
                    } else if state.report != nil || state.reader != nil || Task.isCancelled {
                        wakeups.add(continuation, nil)
                    } else {
                        state.reader = continuation
                    }
                }
            }
        } onCancel: {
            act { state, _, wakeups in
                guard let reader = state.reader else { return }
                state.reader = nil
                wakeups.add(reader, nil)
            }
        }
    }

    private func takeMessage() -> WebSocketMessage? {
        let (message, mustRead) = state.withLock { state in
            let message = state.inbound.popFirst()
            if message != nil { state.isReaderBusy = true }
            return (message, state.isReadingPaused && state.inbound.hasRoom)
        }
        if mustRead { kick() }
        return message
    }

    func beginClosing(_ frame: CloseFrame) {
        act { state, now, wakeups in
            guard state.machine.isOpen else { return }
            state.discardsMessages = true
            state.inbound.removeAll()
            state.perform(state.machine.close(frame, at: now), at: now, &wakeups)
        }
        kick()
    }

    /// Ends the transport without a word.
    func abort(_ why: String) {
        act { state, now, wakeups in
            state.discardsMessages = true
            state.inbound.removeAll()
            state.transportEnded(why, at: now, &wakeups)
        }
    }

    func closeReport() async -> CloseReport {
        await withCheckedContinuation { continuation in
            act { state, _, wakeups in
                if let report = state.report {
                    wakeups.add(continuation, report)
                } else {
                    state.watchers.append(continuation)
                }
            }
        }
    }

    var bufferedBytes: Int {
        state.withLock { state in
            state.senders.reduce(state.outbound.byteCount) { $0 + $1.message.bytes.count }
        }
    }

    var report: CloseReport? { state.withLock { $0.report } }
    var roundTrip: Duration? { state.withLock { $0.roundTrip } }

    // MARK: The lock

    /// Changes the state, then resumes whom the change wakes and tells the loop of the next deadline.
    private func act(_ change: (inout ConnectionState, Moment, inout Wakeups) -> Void) {
        var wakeups = Wakeups()
        let now = Moment.now
        state.withLock { state in
            change(&state, now, &wakeups)
            guard let token = state.token else { return }
            if state.stream == nil {
                state.token = nil
                loop.remove(descriptor.number, token)
                // The peer learns of the end now, not when the last who holds this connection lets go of it.
                shutdown(descriptor.number, Int32(SHUT_RDWR))
            } else if state.nextDeadline != state.armedDeadline {
                state.armedDeadline = state.nextDeadline
                loop.setDeadline(token, state.nextDeadline)
            }
        }
        wakeups.fire()
    }

    private func kick() {
        if let token = state.withLock({ $0.token }) { loop.kick(token) }
    }
}

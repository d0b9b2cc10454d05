import CLinux
import ControlProtocol
import Glibc

/// Bytes between the descriptors and the core.
extension SocketLoop {
    // MARK: Reading

    func read(_ socket: Socket, now: Int64) {
        guard !core.isClosing(socket.id) else { return discardInput(socket) }
        let reading = unsafe buffer.withUnsafeMutableBytes { unsafe socket.read(into: $0) }
        switch reading {
        case .some: feed(socket, now: now)
        case .nothing: break
        case .ended:
            socket.hasEnded = true
            feed(socket, now: now)
        case .failed: drop(socket, now: now)
        }
    }

    /// A closing connection is not read any more; only its end is of interest.
    func discardInput(_ socket: Socket) {
        socket.interest &= ~UInt32(EPOLLIN.rawValue)
        watch(socket.descriptor, socket.id.number, socket.interest, isNew: false)
    }

    /// Hands whole lines to the core, as many as it wants and as a turn allows.
    func feed(_ socket: Socket, now: Int64) {
        unfinished.remove(socket.id.number)
        var budget = share
        while budget > 0, core.wantsInput(socket.id), let piece = socket.lines.next() {
            budget -= 1
            switch piece {
            case .line(let line): core.received(line, from: socket.id, now: now)
            case .tooLong, .tooSlow, .otherProtocol: core.received(piece, from: socket.id, now: now)
            }
        }
        let wantsMore = core.wantsInput(socket.id)
        if budget == 0, wantsMore { unfinished.insert(socket.id.number) }
        if socket.hasEnded, budget > 0, wantsMore {
            if case .line(let line)? = socket.lines.last() { core.received(line, from: socket.id, now: now) }
            core.inputEnded(socket.id, now: now)
        }
        notePartialLine(socket, wantsMore: wantsMore, now: now)
        setInterest(socket)
    }

    func notePartialLine(_ socket: Socket, wantsMore: Bool, now: Int64) {
        if socket.lines.isEmpty || !wantsMore || socket.hasEnded {
            socket.partialSince = nil
        } else if socket.partialSince == nil {
            socket.partialSince = now
        }
    }

    // MARK: Writing

    func flush(_ socket: Socket) {
        var room = 4 * Self.bytesAtOnce
        while room > 0 {
            if socket.outgoing.isEmpty {
                core.fill(&socket.outgoing, for: socket.id, upTo: Self.bytesAtOnce)
                if socket.outgoing.isEmpty { break }
            }
            room -= socket.outgoing.count
            switch socket.write() {
            case .done: continue
            case .blocked:
                resume(socket)
                return setInterest(socket)
            case .failed: return drop(socket, now: Self.now)
            }
        }
        if !core.hasOutput(socket.id) {
            core.drained(socket.id, now: Self.now)
            if socket.closingSince != nil { return drop(socket, now: Self.now) }
        }
        resume(socket)
        setInterest(socket)
    }

    /// Lines that were left where they are because the client did not read go on with the next turn. Before `setInterest`:
    /// nothing may come behind them that would wake anybody.
    func resume(_ socket: Socket) {
        let isReading = socket.interest & UInt32(EPOLLIN.rawValue) != 0
        guard !isReading, socket.hasEnded || !socket.lines.isEmpty, core.wantsInput(socket.id) else { return }
        unfinished.insert(socket.id.number)
    }

    func setInterest(_ socket: Socket) {
        guard sockets[socket.id.number] != nil else { return }
        let reads = !socket.hasEnded && (core.wantsInput(socket.id) && !unfinished.contains(socket.id.number))
        let writes = !socket.outgoing.isEmpty || core.hasOutput(socket.id)
        let interest = (reads ? UInt32(EPOLLIN.rawValue) : 0) | (writes ? UInt32(EPOLLOUT.rawValue) : 0)
        guard interest != socket.interest else { return }
        socket.interest = interest
        watch(socket.descriptor, socket.id.number, interest, isNew: false)
    }

    func watch(_ descriptor: Int32, _ key: UInt64, _ interest: UInt32, isNew: Bool) {
        var event = unsafe epoll_event()
        unsafe event.events = interest
        unsafe event.data.u64 = key
        _ = unsafe epoll_ctl(epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event)
    }

    func drop(_ socket: Socket, now: Int64) {
        guard sockets.removeValue(forKey: socket.id.number) != nil else { return }
        unfinished.remove(socket.id.number)
        close(socket.descriptor)
        core.disconnected(socket.id, now: now)
    }
}

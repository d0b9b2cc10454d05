import CLinux
import ControlProtocol
import Glibc

/// The server's thread: owns every descriptor, asks the core, performs its actions. Nothing here decides.
///
/// One turn: wait, accept, read, take what other threads posted, perform, write. Each connection gets a bounded share
/// of a turn, so a flood on one delays the others by at most one share each.
final class SocketLoop {
    /// epoll's names for what is not a client. Clients are numbered from 16.
    private static let doorbellKey: UInt64 = 0
    private static let firstClient: UInt64 = 16
    /// A client's share of a turn.
    private static let linesAtOnce = 64
    private static let bytesAtOnce = 65_536
    /// How late a deadline that appeared in a busy moment may be noticed, in microseconds.
    private static let scanInterval: Int64 = 20_000

    private let epoll: Int32
    private let doors: [Door]
    private let inbox: Inbox
    private let commands: any ControlCommands
    /// Where the daemon's answers are made; nil for the common pool.
    private let executor: (any TaskExecutor)?
    private let observe: @Sendable (ControlObservation) -> Void
    private var core: ControlCore
    private var sockets: [UInt64: Socket] = [:]
    private var tasks: [Ticket: Task<Void, Never>] = [:]
    private var nextClient = firstClient
    /// Lets one more connection in to be told that there is no room.
    private var reserve: Int32
    /// Clients with whole lines that wait for the next turn.
    private var unfinished: Set<UInt64> = []
    private var isStopping = false
    private var nextScan: Int64 = 0
    private var buffer = [UInt8](repeating: 0, count: bytesAtOnce)
    private var lineBytes: Int
    private var limits: ControlLimits
    /// Doors are not watched until then, because there were no descriptors.
    private var doorsClosedUntil: Int64?

    init(
        doors: [Door], inbox: Inbox, commands: any ControlCommands, core: ControlCore, limits: ControlLimits,
        executor: (any TaskExecutor)?, observe: @escaping @Sendable (ControlObservation) -> Void
    ) throws(DoorError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        reserve = Self.openReserve()
        guard epoll >= 0, reserve >= 0 else { throw .system("control socket", call: "epoll_create1", errno: errno) }
        self.doors = doors
        self.inbox = inbox
        self.commands = commands
        self.core = core
        self.limits = limits
        self.executor = executor
        self.observe = observe
        lineBytes = limits.lineBytes
        watch(inbox.doorbell, Self.doorbellKey, UInt32(EPOLLIN.rawValue), isNew: true)
        for (index, door) in doors.enumerated() {
            watch(door.descriptor, UInt64(index + 1), UInt32(EPOLLIN.rawValue), isNew: true)
        }
    }

    private static func openReserve() -> Int32 { unsafe Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC) }

    static var now: Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    // MARK: Turns

    func run() {
        unsafe vl_thread_set_name("control")
        let ready = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 64)
        defer { unsafe ready.deallocate() }
        while !isStopping {
            let count = unsafe epoll_wait(epoll, ready.baseAddress, Int32(ready.count), timeout())
            let started = Self.now
            let arrivals = unsafe ready.prefix(max(0, Int(count))).map { unsafe ($0.data.u64, $0.events) }
            for (key, events) in arrivals { serve(key, events, now: started) }
            for key in unfinished { sockets[key].map { feed($0, now: started) } }
            scanIfDue(now: Self.now)
            settle()
        }
        end()
    }

    private func timeout() -> Int32 {
        if !unfinished.isEmpty { return 0 }
        guard nextScan != .max else { return -1 }
        return Int32(clamping: (max(0, nextScan - Self.now) + 999) / 1_000)
    }

    private func serve(_ key: UInt64, _ events: UInt32, now: Int64) {
        if key == Self.doorbellKey { return takeMessages(now: now) }
        if key < Self.firstClient { return accept(doors[Int(key) - 1], now: now) }
        guard let socket = sockets[key] else { return }
        if events & UInt32(EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 && events & UInt32(EPOLLIN.rawValue) == 0 {
            return drop(socket, now: now)
        }
        if events & UInt32(EPOLLIN.rawValue) != 0 { read(socket, now: now) }
        if events & UInt32(EPOLLOUT.rawValue) != 0 { flush(socket) }
        soonScan(now: now)
    }

    private func takeMessages(now: Int64) {
        let (messages, lost) = inbox.takeAll()
        for message in messages { take(message, now: now) }
        if lost > 0 { core.lost(lost, now: now) }
        soonScan(now: now)
    }

    private func take(_ message: Inbox.Message, now: Int64) {
        switch message {
        case .event(let event): core.published(event, now: now)
        case .answered(let ticket, let answer):
            tasks[ticket] = nil
            core.answered(ticket, answer, now: now)
        case .began(let ticket, let failure):
            tasks[ticket] = nil
            core.began(ticket, failure, now: now)
        case .openedTap(let ticket, let answer):
            tasks[ticket] = nil
            core.openedTap(ticket, answer, now: now)
        case .frame(let frame): core.delivered(frame, now: now)
        case .toolCalled(let call, let tool, let arguments, let session):
            core.toolCalled(call, tool: tool, arguments: arguments, session: session, now: now)
        case .toolCancelled(let call, let reason): core.toolCancelled(call, reason: reason, now: now)
        case .bargedIn(let session): core.bargedIn(session: session, now: now)
        case .configure(let settings):
            lineBytes = settings.limits.lineBytes
            limits = settings.limits
            core.configure(settings, now: now)
        case .stop: isStopping = true
        }
    }

    /// Performs what the core wants until it wants nothing more, then writes.
    private func settle() {
        repeat {
            for action in core.takeActions() { perform(action) }
            for id in core.takeDirty() {
                guard let socket = sockets[id.number] else { continue }
                if !socket.lines.isEmpty { feed(socket, now: Self.now) }
                flush(socket)
            }
        } while core.hasWork
    }

    // MARK: Deadlines

    private func soonScan(now: Int64) { nextScan = min(nextScan, now + Self.scanInterval) }

    private func scanIfDue(now: Int64) {
        guard now >= nextScan else { return }
        core.wake(now: now)
        var times = [core.nextWake].compactMap(\.self)
        for socket in Array(sockets.values) {
            if let since = socket.partialSince {
                let due = since + Int64(limits.partialLine) * 1_000
                if due <= now { core.received(.tooSlow, from: socket.id, now: now) } else { times.append(due) }
            }
            if let since = socket.closingSince {
                let due = since + Int64(limits.lastWords) * 1_000
                if due <= now { drop(socket, now: now) } else { times.append(due) }
            }
        }
        if let until = doorsClosedUntil {
            if until <= now { watchDoors(true) } else { times.append(until) }
        }
        nextScan = times.min() ?? .max
    }

    // MARK: Coming in

    private func accept(_ door: Door, now: Int64) {
        for _ in 0..<16 {
            let descriptor = vl_accept(door.descriptor)
            if descriptor >= 0 {
                admit(descriptor, door, now: now)
            } else if errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM {
                return refuseForLackOfDescriptors(door, now: now)
            } else if errno == EAGAIN {
                return
            }
        }
    }

    private func admit(_ descriptor: Int32, _ door: Door, now: Int64) {
        guard let peer = Peer(of: descriptor) else {
            close(descriptor)
            return
        }
        let id = ConnectionID(nextClient)
        nextClient += 1
        if let refusal = core.connected(id, peer, at: door.kind, now: now) {
            turnAway(descriptor, refusal)
            return
        }
        let socket = Socket(descriptor: descriptor, id: id, lineLimit: lineBytes)
        sockets[id.number] = socket
        socket.interest = UInt32(EPOLLIN.rawValue)
        watch(descriptor, id.number, socket.interest, isNew: true)
        soonScan(now: now)
    }

    private func turnAway(_ descriptor: Int32, _ refusal: ControlError) {
        let line = ReplyLine.error(refusal, id: nil)
        _ = unsafe line.withUnsafeBytes {
            unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
        }
        close(descriptor)
    }

    /// Closes the reserve to take the waiting connection and tell it, instead of spinning on an accept that cannot work.
    private func refuseForLackOfDescriptors(_ door: Door, now: Int64) {
        close(reserve)
        let descriptor = vl_accept(door.descriptor)
        if descriptor >= 0 { turnAway(descriptor, ControlError(.connections, "the daemon has no descriptor left")) }
        reserve = Self.openReserve()
        observe(.outOfDescriptors)
        if descriptor < 0 || reserve < 0 {
            doorsClosedUntil = now + 100_000
            watchDoors(false)
            soonScan(now: now)
        }
    }

    private func watchDoors(_ open: Bool) {
        if open {
            doorsClosedUntil = nil
            if reserve < 0 { reserve = Self.openReserve() }
        }
        for (index, door) in doors.enumerated() {
            watch(door.descriptor, UInt64(index + 1), open ? UInt32(EPOLLIN.rawValue) : 0, isNew: false)
        }
    }

    // MARK: Reading

    private func read(_ socket: Socket, now: Int64) {
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
    private func discardInput(_ socket: Socket) {
        socket.interest &= ~UInt32(EPOLLIN.rawValue)
        watch(socket.descriptor, socket.id.number, socket.interest, isNew: false)
    }

    /// Hands whole lines to the core, as many as it wants and as a turn allows.
    private func feed(_ socket: Socket, now: Int64) {
        unfinished.remove(socket.id.number)
        var budget = Self.linesAtOnce
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

    private func notePartialLine(_ socket: Socket, wantsMore: Bool, now: Int64) {
        if socket.lines.isEmpty || !wantsMore || socket.hasEnded {
            socket.partialSince = nil
        } else if socket.partialSince == nil {
            socket.partialSince = now
        }
    }

    // MARK: Writing

    private func flush(_ socket: Socket) {
        var room = 4 * Self.bytesAtOnce
        while room > 0 {
            if socket.outgoing.isEmpty {
                core.fill(&socket.outgoing, for: socket.id, upTo: Self.bytesAtOnce)
                if socket.outgoing.isEmpty { break }
            }
            room -= socket.outgoing.count
            switch socket.write() {
            case .done: continue
            case .blocked: return setInterest(socket)
            case .failed: return drop(socket, now: Self.now)
            }
        }
        if !core.hasOutput(socket.id) {
            core.drained(socket.id, now: Self.now)
            if socket.closingSince != nil { return drop(socket, now: Self.now) }
        }
        setInterest(socket)
    }

    private func setInterest(_ socket: Socket) {
        guard sockets[socket.id.number] != nil else { return }
        let reads = !socket.hasEnded && (core.wantsInput(socket.id) && !unfinished.contains(socket.id.number))
        let writes = !socket.outgoing.isEmpty || core.hasOutput(socket.id)
        let interest = (reads ? UInt32(EPOLLIN.rawValue) : 0) | (writes ? UInt32(EPOLLOUT.rawValue) : 0)
        guard interest != socket.interest else { return }
        socket.interest = interest
        watch(socket.descriptor, socket.id.number, interest, isNew: false)
    }

    private func watch(_ descriptor: Int32, _ key: UInt64, _ interest: UInt32, isNew: Bool) {
        var event = unsafe epoll_event()
        unsafe event.events = interest
        unsafe event.data.u64 = key
        _ = unsafe epoll_ctl(epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event)
    }

    private func drop(_ socket: Socket, now: Int64) {
        guard sockets.removeValue(forKey: socket.id.number) != nil else { return }
        unfinished.remove(socket.id.number)
        close(socket.descriptor)
        core.disconnected(socket.id, now: now)
    }

    // MARK: The core's actions

    private func perform(_ action: CoreAction) {
        switch action {
        case .ask(let ticket, let request, let client): ask(ticket, request, client)
        case .start(let ticket, let order): start(ticket, order)
        case .openTap(let ticket, let stream): open(ticket, stream)
        case .giveUp(let ticket): tasks.removeValue(forKey: ticket)?.cancel()
        case .order(let order): commands.take(order)
        case .close(let id): sockets[id.number].map(beginClosing)
        case .tell(let observation): observe(observation)
        }
    }

    private func beginClosing(_ socket: Socket) {
        socket.closingSince = Self.now
        socket.partialSince = nil
        soonScan(now: Self.now)
        flush(socket)
    }

    private func ask(_ ticket: Ticket, _ request: ControlRequest, _ client: ControlClient) {
        tasks[ticket] = Task(executorPreference: executor) { [commands, inbox] in
            do throws(ControlError) {
                let reply = try await commands.answer(request, from: client)
                inbox.post(.answered(ticket, .success(reply)))
            } catch {
                inbox.post(.answered(ticket, .failure(error)))
            }
        }
    }

    private func start(_ ticket: Ticket, _ order: SessionOrder) {
        tasks[ticket] = Task(executorPreference: executor) { [commands, inbox] in
            do throws(ControlError) {
                try await commands.start(order)
                inbox.post(.began(ticket, nil))
            } catch {
                inbox.post(.began(ticket, error))
            }
        }
    }

    private func open(_ ticket: Ticket, _ stream: TappedStream) {
        tasks[ticket] = Task(executorPreference: executor) { [commands, inbox] in
            do throws(ControlError) {
                inbox.post(.openedTap(ticket, .success(try await commands.openTap(stream))))
            } catch {
                inbox.post(.openedTap(ticket, .failure(error)))
            }
        }
    }

    private func end() {
        settle()
        for task in tasks.values { task.cancel() }
        for socket in sockets.values { close(socket.descriptor) }
        for door in doors { door.shut() }
        close(reserve)
        close(epoll)
    }
}

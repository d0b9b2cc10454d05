import CLinux
import ControlProtocol
import Glibc

/// The server's thread: owns every descriptor, asks the core, performs its actions. Nothing here decides.
///
/// One turn: wait, accept, read, take what other threads posted, perform, write. Each connection gets a bounded share
/// of a turn, so a flood on one delays the others by at most one share each.
final class SocketLoop {
    /// epoll's names for what is not a client. Clients are numbered from 16.
    static let doorbellKey: UInt64 = 0
    static let firstClient: UInt64 = 16
    /// Lines of a turn. Those who have some share them, so that one who floods costs the others little.
    static let linesAtOnce = 64
    static let fewestLines = 8
    static let bytesAtOnce = 65_536
    /// How late a deadline that appeared in a busy moment may be noticed, in microseconds.
    static let scanInterval: Int64 = 20_000

    let epoll: Int32
    let doors: [Door]
    let inbox: Inbox
    let commands: any ControlCommands
    /// Where the daemon's answers are made; nil for the common pool.
    let executor: (any TaskExecutor)?
    let observe: @Sendable (ControlObservation) -> Void
    var core: ControlCore
    var sockets: [UInt64: Socket] = [:]
    var tasks: [Ticket: Task<Void, Never>] = [:]
    var nextClient = firstClient
    /// Lets one more connection in to be told that there is no room.
    var reserve: Int32
    /// Clients with whole lines that wait for the next turn.
    var unfinished: Set<UInt64> = []
    var isStopping = false
    var nextScan: Int64 = 0
    /// A client's share of this turn.
    var share = linesAtOnce
    var buffer = [UInt8](repeating: 0, count: bytesAtOnce)
    var lineBytes: Int
    var limits: ControlLimits
    /// Doors are not watched until then, because there were no descriptors.
    var doorsClosedUntil: Int64?

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

    static func openReserve() -> Int32 { unsafe Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC) }

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
            share = max(Self.fewestLines, Self.linesAtOnce / max(1, arrivals.count + unfinished.count))
            for (key, events) in arrivals { serve(key, events, now: started) }
            for key in unfinished { sockets[key].map { feed($0, now: started) } }
            scanIfDue(now: Self.now)
            settle()
        }
        end()
    }

    func timeout() -> Int32 {
        if !unfinished.isEmpty { return 0 }
        guard nextScan != .max else { return -1 }
        return Int32(clamping: (max(0, nextScan - Self.now) + 999) / 1_000)
    }

    func serve(_ key: UInt64, _ events: UInt32, now: Int64) {
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

    func takeMessages(now: Int64) {
        let (messages, lost) = inbox.takeAll()
        for message in messages { take(message, now: now) }
        if lost > 0 { core.lost(lost, now: now) }
        // A sign of life sets no deadline: nothing to wake up for.
        if lost > 0 || !messages.allSatisfy(\.isPing) { soonScan(now: now) }
    }

    func take(_ message: Inbox.Message, now: Int64) {
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
        case .takeUp(let params, let uid, let name, let priority):
            core.takeUp(params, for: uid, named: name, priority: priority, now: now)
        case .takeUpHeld(let held): core.takeUp(held, now: now)
        case .configure(let settings):
            lineBytes = settings.limits.lineBytes
            limits = settings.limits
            core.configure(settings, now: now)
        case .refuseSessions(let refusal): core.refuseSessions(with: refusal, now: now)
        case .ping(let answer):
            core.tellDropped()
            answer()
        case .stop: isStopping = true
        }
    }

    /// Performs what the core wants until it wants nothing more, then writes.
    func settle() {
        repeat {
            for action in core.takeActions() { perform(action) }
            for id in core.takeDirty() {
                guard let socket = sockets[id.number] else { continue }
                // Who had a whole share goes on with the next turn.
                if socket.hasEnded || !socket.lines.isEmpty, !unfinished.contains(id.number) {
                    feed(socket, now: Self.now)
                }
                flush(socket)
            }
        } while core.hasWork
        if let topics = core.takeFollowed() { inbox.follow(topics) }
    }

    // MARK: Deadlines

    func soonScan(now: Int64) { nextScan = min(nextScan, now + Self.scanInterval) }

    func scanIfDue(now: Int64) {
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
}

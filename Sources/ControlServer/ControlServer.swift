package import ControlProtocol
import Glibc
import Synchronization

/// The control socket: one thread owns every connection; the daemon is reached through `ControlCommands`.
///
/// ```
/// clients ──▶ SocketLoop ──▶ ControlCore ──▶ ControlCommands (the daemon)
///    ▲            │  ▲             ▲                │
///    └── queues ──┘  └─── Inbox ◀──┴── replies, publish, callTool, deliver
/// ```
/// Every method here may be called from any thread and never blocks. Events reach each subscriber in the order of
/// `publish` calls from one thread. Not for audio threads: they hand their events to a thread that may allocate.
package final class ControlServer: Sendable {
    private let inbox: Inbox
    private let thread: Mutex<UInt?>

    /// Opens the doors and starts the thread. `instance` names this run of the daemon; `wall` tells the time in RFC 3339
    /// or nil while the clock is not trusted. `refusal` is as in `refuseSessions`. `executor` is where the daemon's answers are made. `observe` is called on the server's thread and must not block.
    package init(
        doors: [(DoorKind, DoorPlace)], settings: ControlSettings, commands: any ControlCommands, instance: String,
        daemon: ClientName, features: [String] = [], wall: @escaping @Sendable () -> String? = { nil },
        firstEvent: Int64 = 1, refusal: ControlError? = nil, executor: (any TaskExecutor)? = nil,
        observe: @escaping @Sendable (ControlObservation) -> Void = { _ in }
    ) throws(DoorError) {
        guard let inbox = Inbox() else { throw .system("control socket", call: "eventfd", errno: errno) }
        self.inbox = inbox
        var opened: [Door] = []
        do {
            for (kind, place) in doors { opened.append(try Door(kind, at: place)) }
        } catch {
            for door in opened { door.shut() }
            throw error
        }
        let core = ControlCore(
            settings: settings, instance: instance, daemon: daemon, features: features, wall: wall,
            firstEvent: firstEvent, refusal: refusal)
        let loop = try SocketLoop(
            doors: opened, inbox: inbox, commands: commands, core: core, limits: settings.limits, executor: executor,
            observe: observe)
        thread = Mutex(Self.start(loop))
    }

    private static func start(_ loop: SocketLoop) -> UInt? {
        var thread: pthread_t = 0
        let context = unsafe Unmanaged.passRetained(loop).toOpaque()
        let failed = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<SocketLoop>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        return failed == 0 ? thread : nil
    }

    /// Tells the subscribers. `key` tells events of a `latest` topic apart that must not replace each other.
    package func publish<T: Topic>(_ data: T, session: String? = nil, key: String? = nil) {
        guard let event = ControlEvent(data, session: session, key: key) else { return }
        inbox.offer(.event(event), isKept: T.facts.keeping == .must)
    }

    /// Somebody is told of it. Meters that nobody reads need not be published: every event wakes the server's thread.
    package func isFollowed(_ topic: ControlTopic) -> Bool { inbox.isFollowed(topic) }

    /// Samples for a stream that `ControlCommands.openTap` opened.
    package func deliver(_ frame: TapFrame) {
        inbox.offer(.frame(frame), isKept: false)
    }

    /// Begins a session that an earlier daemon left behind and that nobody's connection owns: it comes to the daemon as
    /// any other, and its user can stop it.
    package func takeUp(
        _ params: SessionStart.Params, for uid: UInt32, named name: String?, priority: PriorityClass
    ) {
        inbox.post(.takeUp(params, uid: uid, name: name, priority))
    }

    /// Goes on with a session that the daemon before this one held, under its old name and lease.
    package func takeUp(_ held: HeldSession) { inbox.post(.takeUpHeld(held)) }

    /// The model calls a tool with arguments as it wrote them. Exactly one `.toolAnswered` order follows.
    package func callTool(_ call: String, tool: String, arguments: String, session: String) {
        inbox.post(.toolCalled(call: call, tool: tool, arguments: arguments, session: session))
    }

    /// The answer is not needed any more; `.toolAnswered` follows all the same.
    package func cancelTool(_ call: String, reason: String) {
        inbox.post(.toolCancelled(call: call, reason: reason))
    }

    /// The person interrupted: calls of tools that say so are cancelled.
    package func bargedIn(session: String) {
        inbox.post(.bargedIn(session: session))
    }

    /// New limits and rights. Peers whose role shrank are disconnected.
    package func configure(_ settings: ControlSettings) {
        inbox.post(.configure(settings))
    }

    /// From now on whoever wants a session is told this; `nil` lets them in again. Sessions that run go on.
    package func refuseSessions(with refusal: ControlError?) { inbox.post(.refuseSessions(refusal)) }

    /// Asks for a sign of life: `answer` is called on the server's thread, by way of everything a request passes but the
    /// socket itself. It must not block.
    package func ping(_ answer: @escaping @Sendable () -> Void) {
        inbox.post(.ping(answer))
    }

    /// Writes what can be written, closes everything and returns when the thread has ended.
    package func stop() {
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let running else { return }
        inbox.post(.stop)
        _ = pthread_join(running, nil)
    }
}

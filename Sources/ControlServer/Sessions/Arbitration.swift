package import ControlProtocol

/// Who has the microphone: one session at a time, a short queue behind it, and a lease for each owner.
///
/// ```
/// start ──▶ beginning ──begun──▶ active ──stop, preempt──▶ ending ──ended──▶ gone, the next begins
///   │ queue    ▲                   │  ▲ attach                 ▲
///   ▼          │                   ▼  │                        │
/// queued ──────┘               grace(≤ grace_ms) ──────────────┘
/// ```
/// Times are microseconds on the caller's clock.
package struct Arbitration {
    package enum Action: Equatable {
        /// Ask the daemon to begin it; answer with `begun` or `failed`.
        case begin(String)
        /// Tell the daemon to end it; it answers by `ended`.
        case end(String, SessionEnd, SessionStop.Drain)
        /// Tell the connection that its session is lost.
        case lost(ConnectionID, session: String, by: String?, reason: String, error: String? = nil)
        /// The session's phase changed without the daemon: it is published.
        case phase(String, SessionPhase, reason: String?)
    }

    package private(set) var active: ArbitratedSession?
    package private(set) var queue: [ArbitratedSession] = []
    package var limits: ControlLimits
    private var count = 0
    private var generator: any RandomNumberGenerator & Sendable

    package init(limits: ControlLimits, generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator())
    {
        self.limits = limits
        self.generator = generator
    }

    package var sessions: [ArbitratedSession] { (active.map { [$0] } ?? []) + queue }

    package func session(_ name: String) -> ArbitratedSession? { sessions.first { $0.name == name } }

    package func summaries(now: Int64) -> [SessionSummary] {
        let first = active.map { [$0.summary(now: now, queuePosition: nil)] } ?? []
        return first + queue.enumerated().map { $1.summary(now: now, queuePosition: $0 + 1) }
    }

    // MARK: Start

    package struct Started: Equatable {
        package var session: String
        package var lease: String
        package var queuePosition: Int?
        /// The session was there already: its key was used before.
        package var isRepeat = false
    }

    package mutating func start(
        _ params: SessionStart.Params, by claimant: Claimant, allowed: PriorityClass, refusal: ControlError? = nil,
        now: Int64
    ) throws(ControlError) -> (Started, [Action]) {
        if let again = repeated(params, by: claimant, now: now) { return (again, []) }
        if let refusal { throw refusal }
        let priority = min(params.priority ?? allowed, allowed)
        var session = make(
            params, for: claimant.uid, named: claimant.name, owner: claimant.connection, priority: priority, now: now)
        guard let current = active else {
            active = session
            return (Started(session: session.name, lease: session.lease.text), [.begin(session.name)])
        }
        switch params.onBusy {
        case .fail: throw Self.busy(current)
        case .preempt:
            guard priority > current.priority else { throw Self.busy(current) }
            guard queue.first?.priority ?? .background <= priority else { throw Self.busy(queue[0]) }
            session.stage = .queued(until: .max)
            queue.insert(session, at: 0)
            let actions = end(current, .preempted, .now, by: claimant.name, now: now)
            return (Started(session: session.name, lease: session.lease.text), actions)
        case .queue:
            guard queue.count < limits.queuedSessions else {
                throw ControlError(.queueFull, "\(queue.count) sessions wait already")
            }
            session.stage = .queued(until: now + Int64(params.queueTimeoutMilliseconds) * 1_000)
            session.phase = .queued
            session.isLeaseGiven = true
            let place = queue.firstIndex { $0.priority < priority } ?? queue.count
            queue.insert(session, at: place)
            let started = Started(session: session.name, lease: session.lease.text, queuePosition: place + 1)
            return (started, [.phase(session.name, .queued, reason: nil)])
        }
    }

    /// Who waits is told to stop waiting.
    package mutating func dismissQueue(because reason: ErrorName) -> [Action] {
        defer { queue = [] }
        return queue.flatMap { session -> [Action] in
            let ended = Action.phase(session.name, .ended, reason: reason.rawValue)
            return [ended]
                + (session.owner.map { [.lost($0, session: session.name, by: nil, reason: reason.rawValue)] } ?? [])
        }
    }

    /// Begins a session that no connection owns, unless there is one already.
    package mutating func takeUp(
        _ params: SessionStart.Params, for uid: UInt32, named name: String?, priority: PriorityClass, now: Int64
    ) -> [Action] {
        guard active == nil else { return [] }
        let session = make(params, for: uid, named: name, owner: nil, priority: priority, now: now)
        active = session
        return [.begin(session.name)]
    }

    /// Milliseconds that clients have to notice that the daemon is another one, beside the session's own grace.
    private static let noticing = 5_000

    /// Goes on with the session of an earlier daemon under its old name and lease, unless there is one already. Its owner
    /// has the session's grace to come back.
    package mutating func takeUp(_ held: HeldSession, now: Int64) -> [Action] {
        guard active == nil else { return [] }
        count = max(count, held.number)
        var session = ArbitratedSession(
            name: held.name, lease: held.lease, params: held.params, priority: held.priority, ownerUid: held.uid,
            ownerName: held.client, owner: nil, stage: .beginning, phase: .connecting, startedAt: now)
        if held.params.owner.onGone != .keep {
            let grace = held.params.owner.graceMilliseconds ?? limits.grace
            session.orphanedUntil = now + Int64(grace + Self.noticing) * 1_000
        }
        active = session
        return [.begin(held.name)]
    }

    private mutating func make(
        _ params: SessionStart.Params, for uid: UInt32, named name: String?, owner: ConnectionID?,
        priority: PriorityClass, now: Int64
    ) -> ArbitratedSession {
        count += 1
        var params = params
        params.owner.onGone = params.owner.onGone ?? limits.ownerGone
        params.owner.graceMilliseconds = params.owner.graceMilliseconds ?? limits.grace
        return ArbitratedSession(
            name: "s-\(count)", lease: Lease(using: &generator), params: params, priority: priority,
            ownerUid: uid, ownerName: name, owner: owner, stage: .beginning, phase: .connecting, startedAt: now)
    }

    /// A client that lost the reply asks again with the same key and gets the same session, not a second one.
    private mutating func repeated(_ params: SessionStart.Params, by claimant: Claimant, now: Int64) -> Started? {
        guard let key = params.idempotencyKey else { return nil }
        let oldest = now - Int64(limits.idempotency) * 1_000
        guard
            let known = sessions.first(where: {
                $0.params.idempotencyKey == key && $0.ownerUid == claimant.uid && $0.startedAt >= oldest
            })
        else { return nil }
        change(known.name) { session in
            session.owner = claimant.connection
            if case .grace = session.stage { session.stage = .active }
        }
        let place = queue.firstIndex { $0.name == known.name }
        return Started(
            session: known.name, lease: known.lease.text, queuePosition: place.map { $0 + 1 }, isRepeat: true)
    }

    private static func busy(_ session: ArbitratedSession) -> ControlError {
        var error = ControlError(.sessionBusy, "another session is active")
        var owner: JSONObject = JSONObject()
        owner["name"] = session.ownerName.map(JSONValue.string)
        error.details["owner"] = .object(owner)
        return error
    }

    // MARK: What the daemon tells

    package mutating func begun(_ name: String) {
        change(name) { session in
            session.isLeaseGiven = true
            guard session.stage == .beginning else { return }
            session.stage = session.orphanedUntil.map { .grace(until: $0) } ?? .active
        }
    }

    package mutating func moved(_ name: String, to phase: SessionPhase) {
        change(name) { $0.phase = phase }
    }

    /// It has ended, or could not begin. The next in the queue begins.
    package mutating func ended(_ name: String, because reason: String = "ended", error: String? = nil) -> [Action] {
        guard let session = active, session.name == name else {
            queue.removeAll { $0.name == name }
            return []
        }
        var actions = news(ofEnd: session, reason, error)
        active = nil
        guard !queue.isEmpty else { return actions }
        var next = queue.removeFirst()
        next.stage = .beginning
        next.phase = .connecting
        active = next
        actions.append(.begin(next.name))
        return actions
    }

    /// What the owner is told of an end that it neither asked for nor knows of. A suspended session is not lost: its
    /// lease holds with the next daemon.
    private func news(ofEnd session: ArbitratedSession, _ reason: String, _ error: String?) -> [Action] {
        guard let owner = session.owner, owner != session.knowsOfEnd, session.isLeaseGiven,
            reason != SessionState.suspended
        else { return [] }
        return [.lost(owner, session: session.name, by: nil, reason: reason, error: error)]
    }

    // MARK: Ownership

    /// Refuses whoever has no right to the session.
    package func check(_ name: String, by claimant: Claimant) throws(ControlError) {
        guard let session = session(name) else {
            throw ControlError(.sessionUnknown, "there is no session \"\(name)\"")
        }
        guard session.belongs(to: claimant) else {
            throw ControlError(.notOwner, "session \"\(name)\" belongs to somebody else")
        }
    }

    package mutating func attach(_ name: String, by claimant: Claimant) throws(ControlError) -> [Action] {
        guard let session = session(name) else {
            throw ControlError(.sessionUnknown, "there is no session \"\(name)\"")
        }
        guard claimant.lease.map(session.lease.matches) ?? false else {
            throw ControlError(.lease, "this is not the lease of session \"\(name)\"")
        }
        change(name) { session in
            session.owner = claimant.connection
            session.orphanedUntil = nil
            if case .grace = session.stage { session.stage = .active }
        }
        guard let before = session.owner, before != claimant.connection else { return [] }
        return [.lost(before, session: name, by: claimant.name, reason: "attached")]
    }

    package mutating func stop(
        _ name: String, by claimant: Claimant, drain: SessionStop.Drain, now: Int64
    ) throws(ControlError) -> [Action] {
        try check(name, by: claimant)
        let stopper = claimant.name ?? "uid \(claimant.uid)"
        guard let current = active, current.name == name else {
            let owner = session(name)?.owner
            queue.removeAll { $0.name == name }
            let reason = SessionEnd.stopped.rawValue
            var actions: [Action] = [.phase(name, .ended, reason: reason)]
            if let owner, owner != claimant.connection {
                actions.append(.lost(owner, session: name, by: stopper, reason: reason))
            }
            return actions
        }
        let isOwner = current.owner == claimant.connection
        return end(current, .stopped, drain, by: isOwner ? nil : stopper, now: now)
    }

    /// True when the connection must stay open for its sessions' sake. Kept sessions do not need it.
    package func holds(_ connection: ConnectionID) -> Bool {
        sessions.contains { $0.owner == connection && $0.params.owner.onGone != .keep }
    }

    package mutating func left(_ connection: ConnectionID, now: Int64) -> [Action] {
        var actions: [Action] = []
        for session in queue where session.owner == connection && session.params.owner.onGone != .keep {
            queue.removeAll { $0.name == session.name }
            actions.append(.phase(session.name, .ended, reason: SessionEnd.ownerGone.rawValue))
        }
        let grace = limits.grace
        for session in sessions where session.owner == connection {
            change(session.name) { session in
                session.owner = nil
                guard session.params.owner.onGone != .keep else { return }
                if case .ending = session.stage { return }
                session.stage = .grace(until: now + Int64(session.params.owner.graceMilliseconds ?? grace) * 1_000)
            }
        }
        return actions
    }

    // MARK: Time

    package var nextWake: Int64? {
        sessions.compactMap { session -> Int64? in
            switch session.stage {
            case .queued(let until), .grace(let until), .ending(let until): until == .max ? nil : until
            case .beginning, .active: nil
            }
        }.min()
    }

    package mutating func wake(now: Int64) -> [Action] {
        var actions: [Action] = []
        for session in queue {
            guard case .queued(let until) = session.stage, until <= now else { continue }
            queue.removeAll { $0.name == session.name }
            actions.append(.phase(session.name, .ended, reason: "queue_timeout"))
            if let owner = session.owner {
                actions.append(.lost(owner, session: session.name, by: nil, reason: "queue_timeout"))
            }
        }
        guard let session = active else { return actions }
        switch session.stage {
        case .grace(let until) where until <= now:
            let drain: SessionStop.Drain = session.params.owner.onGone == .endAfterResponse ? .response : .now
            actions += end(session, .ownerGone, drain, by: nil, now: now)
        case .ending(let until) where until <= now:
            // The daemon has not said that it ended. The microphone must not stay taken because of that.
            actions.append(.phase(session.name, .ended, reason: "not_confirmed"))
            actions += ended(session.name, because: "not_confirmed")
        default: break
        }
        return actions
    }

    private mutating func end(
        _ session: ArbitratedSession, _ reason: SessionEnd, _ drain: SessionStop.Drain, by name: String?, now: Int64
    ) -> [Action] {
        if case .ending = session.stage, drain == .response { return [] }
        // What is being spoken may take a while to its end.
        let patience = Int64(drain == .now ? limits.ending : 60_000 + limits.ending) * 1_000
        change(session.name) { session in
            session.stage = .ending(until: now + patience)
            session.knowsOfEnd = session.owner
        }
        var actions: [Action] = [.end(session.name, reason, drain)]
        if let owner = session.owner, reason == .preempted || name != nil {
            actions.append(.lost(owner, session: session.name, by: name, reason: reason.rawValue))
        }
        return actions
    }

    private mutating func change(_ name: String, _ body: (inout ArbitratedSession) -> Void) {
        if active?.name == name {
            active.map { session in
                var session = session
                body(&session)
                active = session
            }
        } else if let place = queue.firstIndex(where: { $0.name == name }) {
            body(&queue[place])
        }
    }
}

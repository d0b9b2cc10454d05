package import ControlProtocol

/// Sessions: arbitration asked, its actions performed.
extension ControlCore {
    mutating func startSession(
        _ params: SessionStart.Params, id: RequestID, for client: Client
    ) throws(ControlError) -> JSONValue? {
        let allowed = settings.access.priority(of: client.peer)
        let (started, actions) = try arbitration.start(
            params, by: client.claim(), allowed: allowed, refusal: refusal, now: now)
        if let position = started.queuePosition, !started.isRepeat || arbitration.session(started.session) != nil {
            let result = SessionStart.Result(
                session: started.session, lease: started.lease, state: .queued, queuePosition: position)
            perform(actions)
            return result.wire
        }
        if started.isRepeat, let session = arbitration.session(started.session), session.stage != .beginning {
            return SessionStart.Result(session: session.name, lease: started.lease, state: session.phase).wire
        }
        let ticket = nextTicket()
        tickets[ticket] = .session(started.session, client.id, id)
        client.running.append(Client.Running(id: id, method: .sessionStart, ticket: ticket))
        perform(actions)
        return nil
    }

    /// From now on nobody begins a session, and nobody waits for one; `nil` lets them in again. The session that runs goes on.
    package mutating func refuseSessions(with refusal: ControlError?, now: Int64) {
        self.now = now
        self.refusal = refusal
        if let refusal { perform(arbitration.dismissQueue(because: refusal.name)) }
    }

    /// The daemon goes on with a session of an earlier daemon. Nothing comes of it when somebody was faster.
    package mutating func takeUp(
        _ params: SessionStart.Params, for uid: UInt32, named name: String?, priority: PriorityClass, now: Int64
    ) {
        self.now = now
        perform(arbitration.takeUp(params, for: uid, named: name, priority: priority, now: now))
    }

    /// The same of one that kept its name and its lease.
    package mutating func takeUp(_ held: HeldSession, now: Int64) {
        self.now = now
        perform(arbitration.takeUp(held, now: now))
    }

    mutating func stopSession(_ params: SessionStop.Params, for client: Client) throws(ControlError) -> JSONValue {
        try checkOwner(of: params.session, lease: params.lease, client)
        perform(
            try arbitration.stop(
                params.session, by: client.claim(lease: params.lease), drain: params.drain, now: now))
        return SessionStop.Result(ended: true).wire
    }

    func sessionStatus(_ params: SessionStatus.Params) throws(ControlError) -> JSONValue {
        let all = arbitration.summaries(now: now)
        let found = params.session.map { name in all.first { $0.session == name } } ?? all.first
        guard let found else {
            throw ControlError(
                .sessionUnknown, params.session.map { "there is no session \"\($0)\"" } ?? "no session is active",
                hint: params.session == nil ? "session.start begins one" : nil)
        }
        return found.wire
    }

    mutating func attach(_ params: SessionAttach.Params, _ client: Client) throws(ControlError) -> JSONValue {
        let actions = try guardingLease(of: client) { core throws(ControlError) in
            try core.arbitration.attach(params.session, by: client.claim(lease: params.lease))
        }
        perform(actions)
        let state = arbitration.session(params.session)?.phase ?? .listening
        let calls = tools.open(for: client.id, session: params.session, now: now)
        return SessionAttach.Result(state: state, openToolCalls: calls).wire
    }

    /// Refuses whoever has no right to the session.
    mutating func checkOwner(of session: String, lease: String?, _ client: Client) throws(ControlError) {
        try guardingLease(of: client, isShown: lease != nil) { core throws(ControlError) in
            try core.arbitration.check(session, by: client.claim(lease: lease))
        }
    }

    /// Counts wrong leases and pauses the user who shows too many.
    private mutating func guardingLease<Answer>(
        of client: Client, isShown: Bool = true, _ body: (inout ControlCore) throws(ControlError) -> Answer
    ) throws(ControlError) -> Answer {
        let uid = client.peer.uid
        if isShown, let pause = account(uid).guesses.pause(now: now) {
            throw .rate(retryAfterMilliseconds: pause)
        }
        do {
            let answer = try body(&self)
            if isShown { accounts[uid]?.guesses.wasRight() }
            return answer
        } catch {
            if isShown, error.name == .lease || error.name == .notOwner {
                accounts[uid]?.guesses.wasWrong(limits: settings.limits, now: now)
            }
            throw error
        }
    }

    // MARK: Actions

    mutating func perform(_ actions: [Arbitration.Action]) {
        for action in actions {
            switch action {
            case .begin(let name): begin(name)
            case .end(let name, let reason, let drain):
                self.actions.append(.order(.endSession(name, because: reason, drain: drain)))
            case .lost(let owner, let session, let by, let reason, let error):
                lost(session, owner: owner, LeaseLost(by: by, reason: reason, error: error))
            case .phase(let name, let phase, let reason):
                if phase == .ended { failWaiters(of: name, ControlError(.sessionState, "the session has ended")) }
                publish(SessionState(state: phase, reason: reason), session: name)
            }
        }
    }

    private mutating func begin(_ name: String) {
        guard let session = arbitration.session(name) else { return }
        let owner = session.owner.flatMap { clients[$0]?.identity }
        let client =
            owner
            ?? ControlClient(
                connection: ConnectionID(0), role: .controller, uid: session.ownerUid, pid: 0, name: session.ownerName)
        let ticket = nextTicket()
        tickets[ticket] = .begin(name)
        let order = SessionOrder(
            session: name, params: session.params, priority: session.priority, client: client,
            lease: session.lease)
        self.actions.append(.start(ticket, order))
    }

    private mutating func lost(_ session: String, owner: ConnectionID, _ lost: LeaseLost) {
        let follows = clients[owner]?.subscriptions.contains { $0.topics.contains(.leaseLost) } ?? false
        if !follows { notify(owner, lost, session: session) }
        publish(lost, session: session)
    }

    /// The daemon has begun a session, or could not.
    package mutating func began(_ ticket: Ticket, _ failure: ControlError?, now: Int64) {
        self.now = now
        guard case .begin(let name)? = tickets.removeValue(forKey: ticket) else { return }
        if let failure {
            failWaiters(of: name, failure)
            if arbitration.session(name) != nil {
                publish(SessionState(state: .ended, reason: "failed", error: failure.name.rawValue), session: name)
            }
            return
        }
        arbitration.begun(name)
        guard let session = arbitration.session(name) else {
            return failWaiters(of: name, ControlError(.sessionState, "the session ended while it began"))
        }
        let result = SessionStart.Result(session: name, lease: session.lease.text, state: session.phase)
        for (ticket, connection, id) in waiters(of: name) { answer(ticket, connection, id, .success(result.wire)) }
    }

    private func waiters(of name: String) -> [(Ticket, ConnectionID, RequestID)] {
        tickets.compactMap { ticket, question in
            guard case .session(name, let connection, let id) = question else { return nil }
            return (ticket, connection, id)
        }
    }

    private mutating func failWaiters(of name: String, _ error: ControlError) {
        for (ticket, connection, id) in waiters(of: name) { answer(ticket, connection, id, .failure(error)) }
    }

    private mutating func answer(
        _ ticket: Ticket, _ connection: ConnectionID, _ id: RequestID, _ answer: Result<JSONValue, ControlError>
    ) {
        tickets[ticket] = nil
        guard let client = clients[connection] else { return }
        client.running.removeAll { $0.ticket == ticket }
        switch answer {
        case .success(let result): send(result, to: client, id: id)
        case .failure(let error): send(error, to: client, id: id)
        }
        goOn(client)
    }

    /// The daemon told where a session stands.
    mutating func follow(_ event: ControlEvent) {
        guard let name = event.session, let state = try? SessionState(wire: event.data) else { return }
        guard state.state == .ended else { return arbitration.moved(name, to: state.state) }
        let owner = arbitration.session(name)?.owner
        perform(tools.sessionEnded(name))
        perform(arbitration.ended(name, because: state.reason ?? "ended", error: state.error))
        if let owner { closeIfDone(owner) }
    }
}

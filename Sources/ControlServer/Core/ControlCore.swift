package import ControlProtocol

/// All decisions of the control socket, without a socket: bytes and facts in, bytes in queues and actions out.
///
/// Ordering: events reach every queue in the order of `publish`; the requests of one connection start in order, and only
/// the priority lane overtakes. Times are microseconds on the caller's clock. Used by one thread.
package struct ControlCore {
    var settings: ControlSettings
    let instance: String
    let daemon: ClientName
    var now: Int64 = 0
    /// RFC 3339 in UTC, or nil while the clock is not trusted.
    let wall: @Sendable () -> String?
    private(set) var clients: [ConnectionID: Client] = [:]
    var accounts: [UInt32: Account] = [:]
    var arbitration: Arbitration
    var tools: ToolRegistry
    var events: EventLog
    var tickets: [Ticket: Question] = [:]
    var actions: [CoreAction] = []
    /// Connections whose queues have something new.
    var dirty: Set<ConnectionID> = []
    private var lastTicket: UInt64 = 0
    var lastNumber = 0
    /// When the configuration was last asked to be loaded.
    var lastReload: Int64?
    let features: [String]
    /// Subscriptions of each topic that anybody follows, and whether there is news of that.
    private var followers: [ControlTopic: Int] = [:]
    private var isFollowingNew = false
    /// What whoever wants a new session is told; nil when they are welcome.
    var refusal: ControlError?

    /// What an answer is for.
    enum Question {
        case request(ConnectionID, RequestID, ControlMethod)
        /// The daemon is asked to begin this session.
        case begin(String)
        /// A client waits for this session to begin.
        case session(String, ConnectionID, RequestID)
        case tap(ConnectionID, RequestID, ControlMethod, TappedStream)
    }

    package init(
        settings: ControlSettings, instance: String, daemon: ClientName, features: [String] = [],
        wall: @escaping @Sendable () -> String? = { nil }, firstEvent: Int64 = 1, refusal: ControlError? = nil
    ) {
        self.refusal = refusal
        self.settings = settings
        self.instance = instance
        self.daemon = daemon
        self.wall = wall
        self.features = features
        arbitration = Arbitration(limits: settings.limits)
        tools = ToolRegistry(limits: settings.limits)
        events = EventLog(next: firstEvent)
    }

    // MARK: Connections

    /// Lets a peer in, or writes why not into `refusal`.
    package mutating func connected(_ id: ConnectionID, _ peer: Peer, at door: DoorKind, now: Int64) -> ControlError? {
        self.now = now
        guard let role = settings.access.role(of: peer, at: door) else {
            tell(.refusedPeer(uid: peer.uid), about: .denied, uid: peer.uid)
            return ControlError(.denied, "user \(peer.uid) may not use this socket")
        }
        let limits = settings.limits
        let own = clients.values.count { $0.peer.uid == peer.uid }
        let room = limits.connections + (peer.uid == 0 ? limits.connectionsForRoot : 0)
        guard clients.count < room, own < limits.connectionsPerUser else {
            tell(.refusedConnection(uid: peer.uid), about: .connections, uid: peer.uid)
            return ControlError(.connections, "too many connections")
        }
        clients[id] = Client(id: id, peer: peer, door: door, role: role, now: now)
        actions.append(.tell(.connected(id, uid: peer.uid, role: role)))
        return nil
    }

    /// No more requests will come. What is open is finished; what must outlive it keeps the connection.
    package mutating func inputEnded(_ id: ConnectionID, now: Int64) {
        self.now = now
        clients[id]?.inputEnded = true
        closeIfDone(id)
    }

    func isHeldOpen(_ client: Client) -> Bool {
        client.inFlight > 0 || !client.subscriptions.isEmpty || !client.taps.isEmpty
            || tools.holds(client.id) || arbitration.holds(client.id)
    }

    mutating func closeIfDone(_ id: ConnectionID) {
        guard let client = clients[id], client.inputEnded, !client.isClosing, !isHeldOpen(client) else { return }
        close(client)
    }

    mutating func close(_ client: Client) {
        guard !client.isClosing else { return }
        client.isClosing = true
        actions.append(.close(client.id))
    }

    /// The connection is gone.
    package mutating func disconnected(_ id: ConnectionID, now: Int64) {
        self.now = now
        guard let client = clients.removeValue(forKey: id) else { return }
        dirty.remove(id)
        for running in client.running { giveUp(running.ticket) }
        for subscription in client.subscriptions { count(followersOf: subscription, by: -1) }
        for tap in client.taps { forget(tap, of: client) }
        perform(tools.left(id))
        perform(arbitration.left(id, now: now))
        actions.append(.tell(.disconnected(id)))
    }

    mutating func count(followersOf subscription: Subscription, by change: Int) {
        for topic in subscription.topics {
            let count = (followers[topic] ?? 0) + change
            followers[topic] = count > 0 ? count : nil
        }
        isFollowingNew = true
    }

    /// What anybody follows, if that may have changed since it was asked last.
    package mutating func takeFollowed() -> Set<ControlTopic>? {
        guard isFollowingNew else { return nil }
        isFollowingNew = false
        return Set(followers.keys)
    }

    private mutating func giveUp(_ ticket: Ticket) {
        // A session has its own fate: its owner's policy. A tap that opens in vain is closed when it does.
        guard case .request = tickets[ticket] else { return }
        tickets[ticket] = nil
        actions.append(.giveUp(ticket))
    }

    /// New settings. A peer whose role shrank has to come in again.
    package mutating func configure(_ settings: ControlSettings, now: Int64) {
        self.now = now
        self.settings = settings
        arbitration.limits = settings.limits
        tools.limits = settings.limits
        for client in clients.values {
            let role = settings.access.role(of: client.peer, at: client.door)
            if let role, role >= client.role {
                client.role = role
                if !settings.access.mayListen(client.peer, as: role) { closeTaps(of: client) }
            } else {
                refuse(client, ControlError(.denied, "the rights of user \(client.peer.uid) have changed"))
            }
        }
    }

    // MARK: For whoever owns the descriptors

    package mutating func takeActions() -> [CoreAction] {
        defer { actions.removeAll() }
        return actions
    }

    /// The connections with something new to write, or whose reading may go on.
    package mutating func takeDirty() -> Set<ConnectionID> {
        defer { dirty.removeAll(keepingCapacity: true) }
        return dirty
    }

    /// There are actions to perform or queues to write.
    package var hasWork: Bool { !actions.isEmpty || !dirty.isEmpty }

    package func hasOutput(_ id: ConnectionID) -> Bool {
        clients[id].map { !$0.output.isEmpty } ?? false
    }

    package func isClosing(_ id: ConnectionID) -> Bool { clients[id]?.isClosing ?? true }

    /// Moves what waits for the client into `buffer`.
    package mutating func fill(_ buffer: inout [UInt8], for id: ConnectionID, upTo count: Int) {
        guard let client = clients[id] else { return }
        client.output.fill(&buffer, upTo: count)
        if client.output.mustBytes < settings.limits.slowQueueBytes { client.slowSince = nil }
        guard isHeard(client) else { return }
        client.readUnheard = (0, 0)
        pump(client)
    }

    /// False while too much waits behind what is in progress, or behind replies that the client does not read.
    package func wantsInput(_ id: ConnectionID) -> Bool {
        guard let client = clients[id], !client.isClosing, client.rawTap == nil else { return false }
        let limits = settings.limits
        let held = client.inFlight - limits.inFlight
        if held >= limits.heldLines || held >= 0 && client.waitingBytes >= limits.heldBytes { return false }
        let unheard = client.readUnheard
        return unheard.lines < limits.heldLines && unheard.bytes < limits.heldBytes
    }

    /// The client reads its replies.
    func isHeard(_ client: Client) -> Bool { client.output.bytes < settings.limits.slowQueueBytes / 4 }

    package var clientCount: Int { clients.count }

    mutating func nextTicket() -> Ticket {
        lastTicket += 1
        return Ticket(number: lastTicket)
    }

    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// Tells of a fault once a minute for each user and kind.
    mutating func tell(_ observation: ControlObservation, about error: ErrorName, uid: UInt32) {
        if isDue(error, uid: uid) { actions.append(.tell(observation)) }
    }

    /// Whether this kind of fault is to be told of this user again; from then on it is not for a minute.
    mutating func isDue(_ error: ErrorName, uid: UInt32) -> Bool {
        let isDue = account(uid).toldAt[error].map { now - $0 >= 60_000_000 } ?? true
        if isDue { accounts[uid]?.toldAt[error] = now }
        return isDue
    }

    @discardableResult
    mutating func account(_ uid: UInt32) -> Account {
        if accounts.count > 256 {
            let idle = accounts.filter { entry in
                entry.value.lastUsed < now - 120_000_000 && !clients.values.contains { $0.peer.uid == entry.key }
            }
            for uid in idle.keys { accounts[uid] = nil }
        }
        var account =
            accounts[uid]
            ?? Account(bucket: TokenBucket(burst: settings.limits.requestBurst ?? 0, now: now), lastUsed: now)
        account.lastUsed = now
        accounts[uid] = account
        return account
    }
}

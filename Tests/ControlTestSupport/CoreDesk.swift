package import ControlProtocol
package import ControlServer

/// A core on a desk: no socket, no thread, time stands still until a test moves it.
package struct CoreDesk {
    package var core: ControlCore
    /// Microseconds.
    package var time: Int64 = 0
    package private(set) var orders: [ControlOrder] = []
    /// Sessions that the core asked to begin and that were not answered.
    package private(set) var beginnings: [(Ticket, SessionOrder)] = []
    package private(set) var tapOpenings: [(Ticket, TappedStream)] = []
    package private(set) var closed: [ConnectionID] = []
    /// What the daemon was asked to answer.
    package private(set) var asked: [(request: ControlRequest, client: ControlClient)] = []
    /// Those of them that were not answered.
    package private(set) var questions: [Ticket] = []
    /// What was told for log and counters, but for requests.
    package private(set) var observations: [ControlObservation] = []
    private var lastConnection: UInt64 = 100

    /// User 0 is an admin unless `configure` says otherwise; the request rate is not limited unless it says so.
    package init(firstEvent: Int64 = 1, _ configure: (inout ControlSettings) -> Void = { _ in }) {
        var settings = ControlSettings(access: AccessPolicy(ownUser: 0))
        settings.limits.requestBurst = nil
        configure(&settings)
        core = ControlCore(
            settings: settings, instance: "i-test", daemon: ClientName(name: "voicelived"), firstEvent: firstEvent)
    }

    package mutating func connect(uid: UInt32 = 0, groups: [UInt32] = []) -> ConnectionID {
        lastConnection += 1
        let id = ConnectionID(lastConnection)
        _ = core.connected(id, Peer(uid: uid, gid: uid, pid: 1, groups: groups), at: .control, now: time)
        return id
    }

    package mutating func say(_ id: ConnectionID, _ line: String) {
        core.received(Array(line.utf8), from: id, now: time)
        gather()
    }

    package mutating func publish<T: Topic>(_ data: T, session: String? = nil) {
        guard let event = ControlEvent(data, session: session) else { return }
        core.published(event, now: time)
        gather()
    }

    package mutating func wake(at milliseconds: Int64) {
        time = milliseconds * 1_000
        core.wake(now: time)
        gather()
    }

    package mutating func leave(_ id: ConnectionID) {
        core.disconnected(id, now: time)
        gather()
    }

    /// The daemon begins every session it was asked for.
    package mutating func beginAll() {
        for (ticket, _) in beginnings { core.began(ticket, nil, now: time) }
        beginnings = []
        gather()
    }

    /// The daemon begins none of them.
    package mutating func refuseBeginnings(_ error: ControlError) {
        for (ticket, _) in beginnings { core.began(ticket, error, now: time) }
        beginnings = []
        gather()
    }

    /// The daemon cannot do what it was asked first.
    package mutating func refuseFirst() {
        guard !questions.isEmpty else { return }
        core.answered(questions.removeFirst(), .failure(ControlError(.notAvailable, "not now")), now: time)
        gather()
    }

    package mutating func openAllTaps() {
        for (ticket, stream) in tapOpenings {
            core.openedTap(ticket, .success(TapShape(rate: stream.rate ?? 16_000, channels: 1)), now: time)
        }
        tapOpenings = []
        gather()
    }

    private mutating func gather() {
        for action in core.takeActions() {
            switch action {
            case .order(let order): orders.append(order)
            case .start(let ticket, let order): beginnings.append((ticket, order))
            case .openTap(let ticket, let stream): tapOpenings.append((ticket, stream))
            case .close(let id): closed.append(id)
            case .ask(let ticket, let request, let client):
                asked.append((request, client))
                questions.append(ticket)
            case .giveUp(let ticket): questions.removeAll { $0 == ticket }
            case .tell(.request): break
            case .tell(let observation): observations.append(observation)
            }
        }
    }

    // MARK: What a client would read

    package mutating func bytes(_ id: ConnectionID) -> [UInt8] {
        var bytes: [UInt8] = []
        core.fill(&bytes, for: id, upTo: .max)
        core.drained(id, now: time)
        core.fill(&bytes, for: id, upTo: .max)
        gather()
        return bytes
    }

    package mutating func lines(_ id: ConnectionID, after line: String? = nil) throws -> [JSONValue] {
        if let line { say(id, line) }
        return try bytes(id).split(separator: 0x0A).map { try JSONParser.parse(Array($0), limits: .reply) }
    }

    package mutating func ask(_ id: ConnectionID, _ line: String) throws -> JSONValue {
        try lines(id, after: line).last ?? .null
    }
}

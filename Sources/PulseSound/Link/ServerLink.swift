import Sound

/// Decides when to connect to the sound server, and what to call its condition. Time is an argument.
///
///     waiting ──tick──► connecting ──ready──► ready
///        ▲                  │ failed, silent     │ failed, reconnect
///        └──────────────────┴────────────────────┘
struct ServerLink: Sendable {
    enum Action: Equatable, Sendable {
        case connect
        /// Drop the connection, half made or whole.
        case drop
        case report(ServerState)
    }

    /// Limits, in milliseconds.
    struct Patience: Sendable {
        var firstPause = 200
        var longestPause = 2_000
        /// A server that takes the connection must answer within this time.
        var answer = 1_500

        init() {}
    }

    private enum Phase: Equatable {
        case stopped
        case waiting(until: Moment)
        case connecting(since: Moment)
        case ready
    }

    private let patience: Patience
    private var phase = Phase.stopped
    private var pause: Int
    private var closedDoors = 0
    private var reported: ServerState?
    /// Connections made anew since the start.
    private(set) var reconnects = 0
    private var wasEverReady = false

    init(patience: Patience = Patience()) {
        self.patience = patience
        pause = patience.firstPause
    }

    var isReady: Bool { phase == .ready }

    /// When `tick` must be called at the latest.
    var deadline: Moment? {
        switch phase {
        case .stopped, .ready: nil
        case .waiting(let until): until
        case .connecting(let since): since + patience.answer
        }
    }

    mutating func start(at now: Moment) -> [Action] {
        connect(at: now)
    }

    /// The server let us in.
    mutating func ready(_ name: String) -> [Action] {
        phase = .ready
        pause = patience.firstPause
        closedDoors = 0
        if wasEverReady { reconnects += 1 }
        wasEverReady = true
        return report(.ready(name))
    }

    mutating func failed(_ failure: LinkFailure, at now: Moment) -> [Action] {
        guard phase != .stopped else { return [] }
        closedDoors = failure == .closedAtTheDoor ? closedDoors + 1 : 0
        phase = .waiting(until: now + pause)
        pause = min(pause * 2, patience.longestPause)
        return [.drop] + report(state(after: failure))
    }

    /// The connection is there but no sound passes: begin afresh at once.
    mutating func reconnect(at now: Moment) -> [Action] {
        guard phase == .ready else { return [] }
        return [.drop] + connect(at: now) + report(.connecting)
    }

    /// Another server or role is wanted: whatever is under way is not, not even a connection that is being made.
    mutating func change(at now: Moment) -> [Action] {
        guard phase != .stopped else { return [] }
        pause = patience.firstPause
        return [.drop] + connect(at: now) + report(.connecting)
    }

    mutating func tick(at now: Moment) -> [Action] {
        guard let deadline, now >= deadline else { return [] }
        switch phase {
        case .waiting: return connect(at: now)
        case .connecting: return failed(.silent, at: now)
        case .stopped, .ready: return []
        }
    }

    private mutating func connect(at now: Moment) -> [Action] {
        phase = .connecting(since: now)
        return [.connect] + (reported == nil ? report(.connecting) : [])
    }

    private func state(after failure: LinkFailure) -> ServerState {
        switch failure {
        case .unreachable(let reason): .down(reason: reason)
        case .lost(let reason): .down(reason: reason)
        case .denied: .refused
        case .silent: .silent
        // Once may be a server that is just ending. Twice in a row is a server that has no place.
        case .closedAtTheDoor where closedDoors >= 2: .full
        case .closedAtTheDoor: .down(reason: "the sound server closed the connection")
        }
    }

    private mutating func report(_ state: ServerState) -> [Action] {
        guard state != reported else { return [] }
        reported = state
        return [.report(state)]
    }
}

extension ServerState {
    /// It takes connections and says nothing.
    static let silent = ServerState.down(reason: "the sound server does not answer")
}

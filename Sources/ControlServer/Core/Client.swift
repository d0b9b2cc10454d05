import ControlProtocol

/// One connection's state. Owned by the core, which lives on one thread.
final class Client {
    /// A request that has not been started.
    struct Waiting {
        var envelope: RequestEnvelope
        var method: ControlMethod
        /// Of its line.
        var bytes: Int
    }

    /// A request that has not been answered.
    struct Running {
        var id: RequestID
        var method: ControlMethod
        var ticket: Ticket
    }

    let id: ConnectionID
    let peer: Peer
    let door: DoorKind
    var role: Role
    let connectedAt: Int64
    var name: ClientName?
    var output = OutputQueue()
    var waiting: [Waiting] = []
    var running: [Running] = []
    var subscriptions: [Subscription] = []
    var taps: [Tap] = []
    /// The number of the tap that has turned the connection into a raw stream.
    var rawTap: Int?
    var hasSpoken = false
    var inputEnded = false
    var isClosing = false
    /// Lines that were read although the client does not read its replies, and their bytes.
    var readUnheard = (lines: 0, bytes: 0)
    /// Since when more waits than a reader that keeps up would let wait.
    var slowSince: Int64?

    init(id: ConnectionID, peer: Peer, door: DoorKind, role: Role, now: Int64) {
        self.id = id
        self.peer = peer
        self.door = door
        self.role = role
        connectedAt = now
    }

    var inFlight: Int { waiting.count + running.count }

    var waitingBytes: Int { waiting.reduce(0) { $0 + $1.bytes } }

    /// One ordered request at a time, so that replies come in the order of the requests.
    var isOrderedLaneBusy: Bool { running.contains { $0.method.facts.lane == .ordered } }

    var identity: ControlClient {
        ControlClient(connection: id, role: role, uid: peer.uid, pid: peer.pid, name: name?.name)
    }

    func claim(lease: String? = nil) -> Claimant {
        Claimant(connection: id, uid: peer.uid, isAdmin: role == .admin, name: name?.name, lease: lease)
    }
}

/// What one subscription follows and how far it has been told.
struct Subscription {
    var number: Int
    var topics: Set<ControlTopic>
    /// Microseconds.
    var interval: Int64
    var lastSent: [ControlTopic: Int64] = [:]
    /// Events of the daemon that this subscription does not follow, and those it missed, since the last mark.
    var filtered = 0
    var dropped = 0
    /// The queue's count of drops at the last mark.
    var droppedBefore = 0
    var markedAt: Int64
    var markedSeq: Int64

    var name: String { "e\(number)" }
}

struct Tap {
    var number: Int
    var stream: TappedStream
    var name: String { "p\(number)" }
}

/// What one user has used up. Shared by all of the user's connections.
struct Account {
    var bucket: TokenBucket
    var guesses = LeaseGuesses()
    var toldAt: [ErrorName: Int64] = [:]
    var lastUsed: Int64
}

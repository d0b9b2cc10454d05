/// When to ping, and when a missing pong means that the peer is gone.
///
/// A ping goes out every `interval`; its pong must come within `patience`.
struct KeepAlive: Sendable {
    enum Verdict: Equatable, Sendable {
        case nothing
        case ping([UInt8])
        case overdue
    }

    private let interval: Duration
    private let patience: Duration
    private var nextPing: Moment
    /// The ping in flight.
    private var sent: (number: UInt64, at: Moment)?
    private var pongDue: Moment?
    private var isPaused = false
    private var count: UInt64 = 0

    init(interval: Duration, patience: Duration, at now: Moment) {
        self.interval = interval
        self.patience = patience
        nextPing = now.advanced(by: interval)
    }

    var nextDeadline: Moment { isPaused ? nextPing : min(nextPing, pongDue ?? nextPing) }

    mutating func timePassed(_ now: Moment) -> Verdict {
        if let pongDue, pongDue <= now, !isPaused { return .overdue }
        guard nextPing <= now else { return .nothing }
        nextPing = now.advanced(by: interval)
        // While reading is paused the pong of an earlier ping may lie unread; one ping in flight is enough.
        guard sent == nil else { return .nothing }
        count += 1
        sent = (count, now)
        pongDue = now.advanced(by: patience)
        return .ping(Self.payload(count))
    }

    /// The time the ping took there and back, if this pong answers it.
    mutating func ponged(_ payload: [UInt8], at now: Moment) -> Duration? {
        guard let sent, payload == Self.payload(sent.number) else { return nil }
        self.sent = nil
        pongDue = nil
        return sent.at.duration(to: now)
    }

    /// Bytes of an unfinished frame arrived: the peer lives, and its pong must wait for the end of the frame.
    mutating func heardPartOfFrame(at now: Moment) {
        guard pongDue != nil else { return }
        pongDue = now.advanced(by: patience)
    }

    /// We stopped reading, so a pong cannot reach us; or we read again.
    mutating func reading(isPaused: Bool, at now: Moment) {
        guard self.isPaused != isPaused else { return }
        self.isPaused = isPaused
        if !isPaused { heardPartOfFrame(at: now) }
    }

    private static func payload(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - $0 * 8)) }
    }
}

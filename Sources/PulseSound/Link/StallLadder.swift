/// What to do about a stream that should pass sound and does not: a frozen sound server tells no error, only silence.
///
/// Counts from the last sound, over reopened streams and new connections, until sound passes or there is an excuse.
struct StallLadder: Sendable {
    enum Step: Equatable, Sendable {
        case stalled(milliseconds: Int)
        case reopenStream
        case reconnect
        /// Nothing helped. Told once, until sound passes again.
        case serverIsFrozen
    }

    /// Limits in milliseconds since the last sound.
    struct Patience: Sendable {
        var notice = 1_000
        var reopen = 3_000
        var reconnect = 6_000
        var between = 2_000
        var frozen = 10_000
        var reconnectsBeforeFrozen = 3
        /// Once frozen, how often to try again.
        var whenFrozen = 5_000

        init() {}
    }

    private let patience: Patience
    private var silentSince: Moment?
    private var hasReopened = false
    private var reconnects = 0
    private var nextReconnect: Moment?
    private var hasToldFrozen = false
    private var nextNotice: Moment?

    init(patience: Patience = Patience()) {
        self.patience = patience
    }

    /// Whether the stall was already told.
    private(set) var isStalled = false

    /// Sound is expected from now on, unless it was expected before.
    mutating func expect(at now: Moment) {
        guard silentSince == nil else { return }
        silentSince = now
        nextNotice = now + patience.notice
        nextReconnect = now + patience.reconnect
    }

    /// Sound passed. Returns whether that ended a stall.
    mutating func soundPassed(at now: Moment) -> Bool {
        let wasStalled = isStalled
        if hasReopened || isStalled || reconnects > 0 { forget() }
        silentSince = now
        nextNotice = now + patience.notice
        nextReconnect = now + patience.reconnect
        return wasStalled
    }

    /// There is a reason for silence: no device, a sleeping one, no server.
    mutating func excuse() {
        forget()
        silentSince = nil
        nextNotice = nil
        nextReconnect = nil
    }

    private mutating func forget() {
        isStalled = false
        hasReopened = false
        reconnects = 0
        hasToldFrozen = false
    }

    /// When `tick` must be called at the latest.
    var deadline: Moment? {
        guard let silentSince, let nextNotice, let nextReconnect else { return nil }
        let next = min(nextNotice, nextReconnect)
        return hasReopened ? next : min(next, silentSince + patience.reopen)
    }

    mutating func tick(at now: Moment) -> [Step] {
        guard let silentSince, let deadline, now >= deadline else { return [] }
        return noticeStep(now, silentSince) + reopenStep(now, silentSince) + reconnectSteps(now, silentSince)
    }

    private mutating func noticeStep(_ now: Moment, _ silentSince: Moment) -> [Step] {
        guard let due = nextNotice, now >= due else { return [] }
        isStalled = true
        nextNotice = now + patience.notice
        return [.stalled(milliseconds: now.milliseconds(since: silentSince))]
    }

    private mutating func reopenStep(_ now: Moment, _ silentSince: Moment) -> [Step] {
        guard !hasReopened, now >= silentSince + patience.reopen else { return [] }
        hasReopened = true
        return [.reopenStream]
    }

    private mutating func reconnectSteps(_ now: Moment, _ silentSince: Moment) -> [Step] {
        guard let due = nextReconnect, now >= due else { return [] }
        reconnects += 1
        let isFrozen = reconnects >= patience.reconnectsBeforeFrozen && now >= silentSince + patience.frozen
        nextReconnect = now + (isFrozen ? patience.whenFrozen : patience.between)
        guard isFrozen, !hasToldFrozen else { return [.reconnect] }
        hasToldFrozen = true
        return [.reconnect, .serverIsFrozen]
    }
}

import Sound

/// Keeps one stream in the condition that is wanted: opens, closes, waits, notices silence. Pure: time is an argument.
struct StreamKeeper: Sendable {
    enum Action: Equatable, Sendable {
        case open(StreamTarget)
        case close
        case report(SoundStreamState)
        /// The connection as a whole seems dead.
        case reconnect
        case tellFrozen
    }

    private enum Phase: Equatable {
        case closed
        case opening(StreamTarget)
        case open(StreamTarget, RunningStream)
        /// The server refused or ended the stream; try again then.
        case retry(at: Moment)
    }

    private var phase = Phase.closed
    private var ladder: StallLadder
    private var target: StreamTarget?
    private var isWanted = false
    private var isLinked = false
    private var isSuspended = false
    private var reported: SoundStreamState?
    /// Milliseconds until the next try after a refusal.
    private var pause = firstPause

    private static let firstPause = 100
    private static let longestPause = 2_000

    init(patience: StallLadder.Patience = StallLadder.Patience()) {
        ladder = StallLadder(patience: patience)
    }

    /// When `tick` must be called at the latest.
    var deadline: Moment? {
        guard case .retry(let moment) = phase else { return ladder.deadline }
        return min(moment, ladder.deadline ?? moment)
    }

    /// Whether lost time counts: there is a device, it is awake, and the stream is wanted.
    var isExpectingSound: Bool { isWanted && target != nil && !isSuspended }

    /// What is wanted now. Call after any change of demand, device or connection.
    mutating func plan(
        target next: StreamTarget?, isWanted wanted: Bool, isLinked linked: Bool, at now: Moment
    ) -> [Action] {
        isWanted = wanted
        isLinked = linked
        if linked { target = next }
        guard wanted else { return end(reporting: .closed) }
        guard linked else { return endForLostLink() }
        guard let next else { return end(reporting: .noDevice) }
        if let current = currentTarget {
            guard current != next else { return [] }
            return dropStream() + open(next, at: now)
        }
        if case .retry(let moment) = phase, now < moment { return [] }
        return open(next, at: now)
    }

    /// The stream works; sound should pass now.
    mutating func opened(_ running: RunningStream, isSuspended suspended: Bool, at now: Moment) -> [Action] {
        guard case .opening(let target) = phase else { return [] }
        phase = .open(target, running)
        isSuspended = suspended
        if suspended { ladder.excuse() }
        return report(suspended ? .suspended(device: running.device) : .running(running))
    }

    /// The figures of a running stream were measured anew.
    mutating func measured(_ running: RunningStream) -> [Action] {
        guard case .open(let target, _) = phase else { return [] }
        phase = .open(target, running)
        return ladder.isStalled || isSuspended ? [] : report(.running(running))
    }

    /// The server ended the stream, or would not make it.
    mutating func failed(at now: Moment) -> [Action] {
        guard currentTarget != nil else { return [] }
        phase = .retry(at: now + pause)
        pause = min(pause * 2, Self.longestPause)
        isSuspended = false
        return [.close]
    }

    mutating func suspended(_ suspended: Bool, at now: Moment) -> [Action] {
        guard case .open(_, let running) = phase, suspended != isSuspended else { return [] }
        isSuspended = suspended
        if suspended {
            ladder.excuse()
            return report(.suspended(device: running.device))
        }
        ladder.expect(at: now)
        return report(.running(running))
    }

    /// Sound passed. Called for every piece: allocates only at the end of a stall.
    mutating func soundPassed(at now: Moment) -> [Action] {
        pause = Self.firstPause
        guard ladder.soundPassed(at: now), case .open(_, let running) = phase else { return [] }
        return report(.running(running))
    }

    mutating func tick(at now: Moment) -> [Action] {
        var actions: [Action] = []
        for step in ladder.tick(at: now) { actions += act(on: step, at: now) }
        if case .retry(let moment) = phase, now >= moment, isWanted, isLinked, let target {
            actions += open(target, at: now)
        }
        return actions
    }

    private mutating func act(on step: StallLadder.Step, at now: Moment) -> [Action] {
        switch step {
        case .stalled(let milliseconds): return report(.stalled(milliseconds: milliseconds))
        case .reconnect: return [.reconnect]
        case .serverIsFrozen: return [.tellFrozen]
        case .reopenStream:
            guard let current = currentTarget, isLinked else { return [] }
            return dropStream() + open(current, at: now)
        }
    }

    private var currentTarget: StreamTarget? {
        switch phase {
        case .opening(let target), .open(let target, _): target
        case .closed, .retry: nil
        }
    }

    private mutating func open(_ next: StreamTarget, at now: Moment) -> [Action] {
        phase = .opening(next)
        isSuspended = false
        ladder.expect(at: now)
        return [.open(next)] + (ladder.isStalled ? [] : report(.opening(device: next.device)))
    }

    private mutating func dropStream() -> [Action] {
        let hadStream = currentTarget != nil
        phase = .closed
        return hadStream ? [.close] : []
    }

    private mutating func end(reporting state: SoundStreamState) -> [Action] {
        ladder.excuse()
        isSuspended = false
        pause = Self.firstPause
        return dropStream() + report(state)
    }

    /// A stall goes on over a reconnect, so that a frozen server is told from an absent one.
    private mutating func endForLostLink() -> [Action] {
        guard ladder.isStalled else { return end(reporting: .noDevice) }
        return dropStream()
    }

    /// The server takes connections and says nothing: the time until it is called frozen begins, if it has not yet.
    mutating func serverIsSilent(at now: Moment) {
        if isWanted { ladder.expect(at: now) }
    }

    /// The server is gone, not frozen: silence has its reason.
    mutating func serverIsAbsent() -> [Action] {
        guard isWanted else { return [] }
        return end(reporting: .noDevice)
    }

    private mutating func report(_ state: SoundStreamState) -> [Action] {
        guard state != reported else { return [] }
        reported = state
        return [.report(state)]
    }
}

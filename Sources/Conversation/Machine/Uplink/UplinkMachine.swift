import Sound

/// Decides what of the microphone leaves the box, in which order and how fast, and keeps what a new connection needs.
///
/// ```
/// packet ─► gate ─► queue ──cursor──► connection
///            │        └─ kept behind the cursor while a turn is not safe with the service
///            └─ pre-roll while closed
/// ```
struct UplinkMachine: Equatable, Sendable {
    var settings: UplinkSettings
    private(set) var gate: UplinkGate
    private(set) var position = UplinkPosition()
    private var entries: [UplinkEntry] = []
    /// Number of `entries[0]` since the start.
    private var first = 0
    /// Number of the next entry to send.
    private var cursor = 0
    private var kept: Duration = .zero
    private var holds = TurnHolds()
    /// Entries that may leave at once, whatever the pace: a turn's pre-roll.
    private var burst = 0
    private var isReady = false
    /// The gate is closing, and the turn ends with it.
    private var commitsWhenClosed: Duration?

    init(_ settings: UplinkSettings, isOpen: Bool) {
        self.settings = settings
        gate = UplinkGate(isOpen: isOpen, preroll: settings.preroll)
    }

    /// How late the start of speech may be reported.
    static let detectionDelay = Duration.milliseconds(600)

    /// How much may leave with an order that ends a turn, before a packet paces the rest.
    static let unpaced = Duration.milliseconds(40)

    enum Step: Equatable, Sendable {
        case append(MicrophonePacket)
        case commit
        case clear
        case lost(Duration)

        var isSoundOnly: Bool {
            switch self {
            case .append, .lost: true
            case .commit, .clear: false
            }
        }
    }

    var backlog: Int { first + entries.count - cursor }
    var queuedDuration: Duration { kept }

    // MARK: In

    /// Each packet that comes lets twice its length leave: a backlog melts at twice real time.
    mutating func take(_ packet: MicrophonePacket, at now: Duration) -> [Step] {
        if gate.take(packet) {
            put(.packet(packet, arrived: now))
        } else if let shortest = commitsWhenClosed {
            endTurn(shortest: shortest)
        }
        var steps = trim(at: now)
        steps += pump(packet.length + packet.length, at: now)
        return steps
    }

    mutating func open(from start: Duration) {
        let preroll = gate.open(from: start)
        for packet in preroll { put(.packet(packet.packet, arrived: packet.arrived)) }
        burst = max(burst, preroll.count)
        holds.begin(
            at: holds.pendingOr(first + entries.count - preroll.count), speech: number(captured: start))
    }

    mutating func close(at instant: Duration? = nil) { gate.close(at: instant) }

    /// Ends a turn by hand, behind all sound of it. Too little sound would be refused: it is cleared instead.
    mutating func commit(shortest: Duration, at now: Duration) -> [Step] {
        gate.close(at: nil)
        endTurn(shortest: shortest)
        return pump(Self.unpaced, at: now)
    }

    /// The same, behind the sound of this instant, some of which is still on its way.
    mutating func commit(behind instant: Duration, shortest: Duration) {
        gate.close(at: instant)
        commitsWhenClosed = shortest
    }

    private mutating func endTurn(shortest: Duration) {
        commitsWhenClosed = nil
        put(position.queuedSinceCommit >= shortest ? .commit : .clear)
        position.commitQueued()
    }

    private mutating func put(_ entry: UplinkEntry) {
        entries.append(entry)
        kept += entry.length
        position.queued(entry.length)
    }

    // MARK: Holding turns until they are safe

    mutating func localSpeechStarted(at instant: Duration) {
        holds.begin(at: number(captured: instant - settings.preroll), speech: number(captured: instant))
    }

    mutating func localSpeechEnded(at instant: Duration) { holds.localEnded(at: instant) }

    mutating func turnStarted(_ item: ItemKey, position place: Duration) {
        let sent = position.sent(at: place - settings.preroll)
        holds.started(item, at: sent.map { number(captured: $0.spoken) } ?? cursor)
    }

    mutating func turnStopped(_ item: ItemKey, position place: Duration) {
        guard let sent = position.sent(at: place) else { return }
        holds.stopped(item, at: number(captured: sent.spoken))
    }

    mutating func turnCommitted(_ item: ItemKey) { holds.committed(item) }
    mutating func turnIsSafe(_ item: ItemKey) { holds.release(item) }
    mutating func allTurnsAreSafe(but unfinished: [ItemKey] = []) { holds.releaseNamed(but: unfinished) }
    func isUnsafe(_ item: ItemKey) -> Bool { holds.isHeld(item) }
    var hasUnsafeTurns: Bool { holds.earliest != nil }

    // MARK: Connections

    mutating func connectionLost() {
        isReady = false
        cursor = max(first, min(cursor, holds.earliest ?? cursor))
        position.connectionChanged()
    }

    /// The connection takes sound. What a lost one did not make safe is sent again.
    mutating func connectionReady(at now: Duration) {
        connectionLost()
        holds.connectionChanged(at: now)
        isReady = true
    }

    /// No packet will come to pace the rest, or to close the gate.
    mutating func flush(at now: Duration) -> [Step] {
        if let shortest = commitsWhenClosed {
            gate.close(at: nil)
            endTurn(shortest: shortest)
        }
        return pump(kept, at: now)
    }

    /// Another way of taking turns: half a turn in the old one is forgotten.
    mutating func modeChanged(isOpen: Bool) {
        gate = UplinkGate(isOpen: isOpen, preroll: settings.preroll)
        commitsWhenClosed = nil
        holds = TurnHolds()
        position.commitQueued()
    }

    // MARK: Inside

    /// Sends as much sound as `pace`, but one packet at least.
    private mutating func pump(_ pace: Duration, at now: Duration) -> [Step] {
        guard isReady else { return [] }
        var steps: [Step] = []
        var sent = Duration.zero
        while cursor < first + entries.count {
            let entry = entries[cursor - first]
            guard burst > 0 || sent == .zero || sent + entry.length <= pace else { break }
            cursor += 1
            switch entry {
            case .packet(let packet, let arrived):
                position.append(packet, arrived: arrived, sent: now)
                steps.append(.append(packet))
                sent += packet.length
                burst = max(0, burst - 1)
            case .commit: steps.append(.commit)
            case .clear: steps.append(.clear)
            }
        }
        return steps
    }

    /// Forgets what is sent and safe, and the oldest of what does not fit.
    private mutating func trim(at now: Duration) -> [Step] {
        holds.expire(at: now)
        var lost = Duration.zero
        while let entry = entries.first {
            let isDone = first < min(cursor, holds.earliest ?? cursor) && !isRecent(entry, at: now)
            guard isDone || kept > settings.retained else { break }
            if cursor == first {
                cursor += 1
                lost += entry.length
            }
            entries.removeFirst()
            kept -= entry.length
            first += 1
        }
        return lost > .zero ? [.lost(lost)] : []
    }

    /// Fresh enough to hold the start of speech that nobody has reported yet.
    private func isRecent(_ entry: UplinkEntry, at now: Duration) -> Bool {
        guard case .packet(let packet, _) = entry else { return false }
        return packet.captured > now - settings.preroll - Self.detectionDelay
    }

    private func number(captured instant: Duration) -> Int {
        let index = entries.firstIndex { entry in
            guard case .packet(let packet, _) = entry else { return false }
            return packet.captured > instant
        }
        return first + (index ?? entries.count)
    }
}

/// What stands in the uplink's queue.
enum UplinkEntry: Equatable, Sendable {
    case packet(MicrophonePacket, arrived: Duration)
    case commit
    case clear

    var length: Duration {
        switch self {
        case .packet(let packet, _): packet.length
        case .commit, .clear: .zero
        }
    }
}

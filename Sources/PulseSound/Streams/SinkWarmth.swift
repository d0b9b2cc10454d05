import Sound

/// Whether the loudspeaker's stream should exist: while wanted, and for a while after.
struct SinkWarmth: Sendable {
    /// Milliseconds that the stream outlives the demand; `nil` for ever.
    private var keepMilliseconds: Int?
    private var demand = PlaybackDemand.idle
    private var coldAt: Moment?
    private(set) var isOpen = false

    init(keep: Duration?) {
        keepMilliseconds = keep?.wholeMilliseconds
    }

    /// When `tick` must be called at the latest.
    var deadline: Moment? { isOpen ? coldAt : nil }

    mutating func demand(_ next: PlaybackDemand, at now: Moment) {
        let wasWanted = demand == .wanted
        demand = next
        if next == .wanted {
            isOpen = true
            coldAt = nil
        } else if wasWanted {
            coldAt = keepMilliseconds.map { now + $0 }
        }
    }

    mutating func keep(_ keep: Duration?, at now: Moment) {
        keepMilliseconds = keep?.wholeMilliseconds
        if demand == .idle { coldAt = keepMilliseconds.map { now + $0 } }
    }

    mutating func tick(at now: Moment) {
        guard let coldAt, now >= coldAt else { return }
        isOpen = false
        self.coldAt = nil
    }
}

extension Duration {
    /// Rounded down, within what an `Int` of milliseconds sensibly holds.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(min(max(seconds, 0), 1_000_000)) * 1_000 + Int(max(attoseconds, 0) / 1_000_000_000_000_000)
    }
}

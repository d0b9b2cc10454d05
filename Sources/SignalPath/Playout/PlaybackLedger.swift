package import Sound

/// What one item's part has come to.
package struct ItemAccount: Sendable, Equatable {
    package var rate: StreamRate?
    /// Samples at the item's own rate that left the loudspeaker.
    package var heard: Int64 = 0
    /// Samples rendered and not taken back: what will be heard if nothing is taken back any more.
    package var rendered: Int64 = 0
    /// All samples there are, once known.
    package var total: Int64?
    /// When its first sample left the loudspeaker.
    package var began: SampleTime?
    package var isFinished = false

    package init() {}

    package var heardMilliseconds: Int { milliseconds(heard) }
    package var renderedMilliseconds: Int { milliseconds(rendered) }

    private func milliseconds(_ samples: Int64) -> Int {
        rate.map { $0.milliseconds(samples: Int(samples)) } ?? 0
    }
}

/// What happened at the loudspeaker, as the person in front of it heard it.
package enum PlaybackEvent: Sendable, Equatable {
    case began(PlayoutTag, at: SampleTime)
    case finished(PlayoutTag, at: SampleTime)
    /// The sample that carries a mark (a word, a viseme) was heard.
    case mark(PlayoutTag, id: UInt32)
    /// An answer ran out of sound before its end.
    case ranDry(PlayoutTag)
    /// The last sound there was has been heard.
    case silent
}

/// Counts which samples of which item the person heard: the truth behind truncation and transcripts.
///
/// Fed with the sound thread's records in order; asked on the same thread.
package struct PlaybackLedger: Sendable {
    /// Items remembered; the oldest is forgotten first.
    static let itemCapacity = 256
    static let markCapacity = 4_096

    private var accounts: [PlayoutTag: ItemAccount] = [:]
    private var order: [PlayoutTag] = []
    /// Rendered, not yet heard; oldest first.
    private var ahead: [PlayedRun] = []
    private var marks: [PlayoutTag: [Mark]] = [:]
    private var markCount = 0
    private var silentFrom: SampleTime?
    private var heardEnd = SampleTime.zero

    private struct Mark {
        var position: Int64
        var id: UInt32
    }

    /// Takes what it will need at once: a table that grows while people talk looks like a leak to whoever watches.
    package init() {
        accounts.reserveCapacity(Self.itemCapacity + 1)
        order.reserveCapacity(Self.itemCapacity + 1)
    }

    package func account(of tag: PlayoutTag) -> ItemAccount? { accounts[tag] }

    /// `total` samples are all of this item. Returns `finished` when they were heard already.
    package mutating func complete(_ tag: PlayoutTag, total: Int64) -> [PlaybackEvent] {
        change(tag) { $0.total = total }
        return finish(tag, at: heardEnd)
    }

    /// Tells `id` when the item's sample number `position` was heard. `false` when too many marks wait.
    package mutating func mark(_ tag: PlayoutTag, position: Int64, id: UInt32) -> Bool {
        guard markCount < Self.markCapacity else { return false }
        var list = marks[tag] ?? []
        let place = list.firstIndex { $0.position > position } ?? list.endIndex
        list.insert(Mark(position: position, id: id), at: place)
        marks[tag] = list
        markCount += 1
        return true
    }

    package mutating func apply(_ record: PlayoutRecord) -> [PlaybackEvent] {
        switch record {
        case .rendered(let run):
            render(run)
            return []
        case .takenBack(let first):
            takeBack(from: first)
            return []
        case .heard(let end): return hear(until: end)
        case .ranDry(let tag, _): return [.ranDry(tag)]
        case .idle(let time):
            silentFrom = time
            return []
        }
    }

    private mutating func render(_ run: PlayedRun) {
        silentFrom = nil
        let samples = run.itemPosition(at: run.end) - run.itemPosition(at: run.device)
        change(run.tag) {
            $0.rate = StreamRate(hertz: Int(run.packetRate))
            $0.rendered += samples
        }
        if ahead.last != nil, ahead[ahead.count - 1].extend(with: run) { return }
        ahead.append(run)
    }

    private mutating func takeBack(from first: SampleTime) {
        while let run = ahead.last, run.end > first {
            let kept = max(first, run.device)
            let samples = run.itemPosition(at: run.end) - run.itemPosition(at: kept)
            change(run.tag) { $0.rendered -= samples }
            if run.device >= first {
                ahead.removeLast()
            } else {
                ahead[ahead.count - 1].count = first - run.device
            }
        }
        if let from = silentFrom, from > first { silentFrom = first }
    }

    private mutating func hear(until end: SampleTime) -> [PlaybackEvent] {
        heardEnd = max(heardEnd, end)
        var events: [PlaybackEvent] = []
        while let run = ahead.first, run.device < end {
            let heardTo = min(run.end, end)
            events += hear(run, until: heardTo)
            if heardTo == run.end {
                ahead.removeFirst()
            } else {
                ahead[0].content += Int64(heardTo - run.device)
                ahead[0].count -= heardTo - run.device
                ahead[0].device = heardTo
            }
        }
        if let from = silentFrom, from <= end {
            silentFrom = nil
            events.append(.silent)
        }
        return events
    }

    private mutating func hear(_ run: PlayedRun, until end: SampleTime) -> [PlaybackEvent] {
        var events: [PlaybackEvent] = []
        if accounts[run.tag]?.began == nil { events.append(.began(run.tag, at: run.device)) }
        let position = run.itemPosition(at: end)
        let samples = position - run.itemPosition(at: run.device)
        change(run.tag) {
            $0.began = $0.began ?? run.device
            $0.heard += samples
        }
        events += releaseMarks(of: run.tag, heard: position)
        return events + finish(run.tag, at: end)
    }

    private mutating func releaseMarks(of tag: PlayoutTag, heard position: Int64) -> [PlaybackEvent] {
        guard var list = marks[tag] else { return [] }
        let due = list.prefix { $0.position < position }
        guard !due.isEmpty else { return [] }
        markCount -= due.count
        let events = due.map { PlaybackEvent.mark(tag, id: $0.id) }
        list.removeFirst(due.count)
        marks[tag] = list.isEmpty ? nil : list
        return events
    }

    private mutating func finish(_ tag: PlayoutTag, at time: SampleTime) -> [PlaybackEvent] {
        guard let account = accounts[tag], let total = account.total, account.heard >= total, !account.isFinished
        else { return [] }
        change(tag) { $0.isFinished = true }
        // What was marked behind the end is due with it.
        return releaseMarks(of: tag, heard: .max) + [.finished(tag, at: time)]
    }

    package mutating func forgetMarks(of tag: PlayoutTag) {
        markCount -= marks.removeValue(forKey: tag)?.count ?? 0
    }

    private mutating func change(_ tag: PlayoutTag, _ body: (inout ItemAccount) -> Void) {
        if accounts[tag] == nil { open(tag) }
        body(&accounts[tag, default: ItemAccount()])
    }

    private mutating func open(_ tag: PlayoutTag) {
        order.append(tag)
        guard order.count > Self.itemCapacity else { return }
        let oldest = order.removeFirst()
        accounts[oldest] = nil
        forgetMarks(of: oldest)
    }
}

import ControlProtocol

/// Numbers the events, remembers the last of each state topic, and keeps the newest for replay.
struct EventLog {
    struct Entry {
        var seq: Int64
        var event: ControlEvent
        /// Everything of `params` behind `sub`.
        var tail: [UInt8]
    }

    private var next: Int64
    private(set) var ring: [Entry] = []
    private var ringBytes = 0
    /// The newest event that a replay cannot give any more.
    private var forgotten: Int64
    private(set) var states: [ControlTopic: Entry] = [:]

    init(next: Int64) {
        self.next = next
        forgotten = next - 1
    }

    /// The number of the last event; one less than the first before there was any.
    var last: Int64 { next - 1 }

    mutating func append(_ event: ControlEvent, now: Int64, wall: String?, limits: ControlLimits) -> Entry {
        if next > JSONLimits.largestInteger { startOver() }
        let entry = Entry(seq: next, event: event, tail: Self.tail(of: event, seq: next, now: now, wall: wall))
        next += 1
        if event.topic.facts.isState { states[event.topic] = entry }
        if event.topic.facts.keeping == .must { keep(entry, limits) }
        return entry
    }

    /// Numbers above 2^53 − 1 are not exact everywhere, so they begin again. Whoever asks for what came after an old
    /// number is told that something is missing.
    private mutating func startOver() {
        next = 1
        forgotten = 0
        ring = []
        ringBytes = 0
    }

    private mutating func keep(_ entry: Entry, _ limits: ControlLimits) {
        // A replay is made of the tail, which has all that the event's data has; here, copied, without the room it grew in.
        ring.append(Entry(seq: entry.seq, event: entry.event.withoutData, tail: entry.tail.map { $0 }))
        ringBytes += entry.tail.count
        var count = 0
        while ring.count - count > limits.replayEvents || ringBytes > limits.replayBytes, count < ring.count {
            ringBytes -= ring[count].tail.count
            forgotten = ring[count].seq
            count += 1
        }
        ring.removeFirst(count)
    }

    /// What came after `seq` and is kept, and whether that is all of it.
    func after(_ seq: Int64) -> (entries: ArraySlice<Entry>, isComplete: Bool) {
        let place = ring.firstIndex { $0.seq > seq } ?? ring.endIndex
        return (ring[place...], seq >= forgotten && seq <= last)
    }

    static func tail(of event: ControlEvent, seq: Int64?, now: Int64, wall: String?) -> [UInt8] {
        var writer = JSONWriter()
        if let seq { writer.raw("\"seq\":\(seq),") }
        writer.raw("\"mono_us\":\(now),\"wall\":")
        writer.write(wall.map(JSONValue.string) ?? .null)
        if let session = event.session {
            writer.raw(",\"session\":")
            writer.write(string: session)
        }
        writer.raw(",\"data\":")
        writer.write(event.data)
        writer.raw("}")
        return writer.bytes
    }

    /// A notification's line. `sub` is nil for events that only one client is told.
    static func line(_ topic: ControlTopic, sub: String?, tail: [UInt8]) -> [UInt8] {
        let head = sub.map { "{\"sub\":\"\($0)\"," } ?? "{"
        return ReplyLine.notification(topic.rawValue, params: Array(head.utf8) + tail)
    }
}

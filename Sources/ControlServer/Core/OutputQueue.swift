import ControlProtocol

/// What waits to be written to one client, in order, by class: `must` is kept, `latest` has one place a slot, and each
/// tap has a ring of its own.
struct OutputQueue {
    /// Where a `latest` event's only place is.
    struct Slot: Hashable {
        var subscription: Int
        var topic: ControlTopic
        var session: String?
        var key: String?
    }

    private enum Entry {
        case must([UInt8])
        case latest(Slot, [UInt8])
        case tap(Int, TapFrame)
        /// Replaced by a newer one, or dropped.
        case dead
    }

    /// How a tap's frames are written.
    enum TapForm {
        case lines
        /// As they are, one after another.
        case samples
        /// Each behind its length in two bytes, the high one first.
        case packets
    }

    private struct TapRing {
        var name: String
        var form: TapForm
        var places: [Int] = []
        var microseconds: Int64 = 0
        var lost = 0
        var count = 0
    }

    /// `entries[0]` has the number `first`.
    private var entries: [Entry] = []
    private var first = 0
    private var head = 0
    /// Dead entries from `head` on.
    private var dead = 0
    private var slots: [Slot: Int] = [:]
    private var taps: [Int: TapRing] = [:]
    private(set) var bytes = 0
    private(set) var mustBytes = 0
    /// Events that a newer one of their slot replaced before they could be written.
    private(set) var dropped = 0
    /// What was dropped since somebody last asked.
    private var untold = (latest: 0, frames: 0)

    var isEmpty: Bool { bytes == 0 }

    mutating func append(must line: [UInt8]) {
        entries.append(.must(line))
        bytes += line.count
        mustBytes += line.count
    }

    mutating func append(latest line: [UInt8], in slot: Slot) {
        if let place = slots[slot] {
            kill(place)
            dropped += 1
            untold.latest += 1
        }
        slots[slot] = first + entries.count
        entries.append(.latest(slot, line))
        bytes += line.count
        compact()
    }

    // MARK: Taps

    mutating func addTap(_ tap: Int, name: String, form: TapForm) {
        taps[tap] = TapRing(name: name, form: form)
    }

    mutating func removeTap(_ tap: Int) {
        for place in taps.removeValue(forKey: tap)?.places ?? [] { kill(place) }
    }

    mutating func append(_ frame: TapFrame, tap: Int, ringMicroseconds: Int64) {
        guard var ring = taps.removeValue(forKey: tap) else { return }
        while ring.microseconds + frame.durationMicroseconds > ringMicroseconds, let oldest = ring.places.first {
            if case .tap(_, let frame) = entries[oldest - first] { ring.microseconds -= frame.durationMicroseconds }
            kill(oldest)
            ring.places.removeFirst()
            ring.lost += 1
            untold.frames += 1
        }
        ring.places.append(first + entries.count)
        ring.microseconds += frame.durationMicroseconds
        taps[tap] = ring
        entries.append(.tap(tap, frame))
        bytes += frame.bytes.count
        compact()
    }

    mutating func takeUntold() -> (latest: Int, frames: Int) {
        defer { untold = (0, 0) }
        return untold
    }

    // MARK: Writing

    /// Moves entries into `buffer` until it holds at least `count` bytes.
    mutating func fill(_ buffer: inout [UInt8], upTo count: Int) {
        while buffer.count < count, head < entries.count {
            let entry = entries[head]
            entries[head] = .dead
            let place = first + head
            head += 1
            switch entry {
            case .dead: dead -= 1
            case .must(let line):
                buffer += line
                bytes -= line.count
                mustBytes -= line.count
            case .latest(let slot, let line):
                buffer += line
                bytes -= line.count
                slots[slot] = nil
            case .tap(let tap, let frame):
                bytes -= frame.bytes.count
                write(frame, of: tap, at: place, to: &buffer)
            }
        }
        if head == entries.count { forget(head) }
    }

    private mutating func write(_ frame: TapFrame, of tap: Int, at place: Int, to buffer: inout [UInt8]) {
        guard var ring = taps[tap] else { return }
        if ring.places.first == place { ring.places.removeFirst() }
        ring.microseconds -= frame.durationMicroseconds
        switch ring.form {
        case .lines: buffer += TapLine.bytes(ring.name, ring.count, frame, lost: ring.lost)
        case .packets: buffer += [UInt8(frame.bytes.count >> 8 & 0xFF), UInt8(frame.bytes.count & 0xFF)] + frame.bytes
        case .samples: buffer += frame.bytes
        }
        ring.count += 1
        ring.lost = 0
        taps[tap] = ring
    }

    mutating func removeAll() {
        let rings = taps
        let count = dropped
        self = OutputQueue()
        dropped = count
        taps = rings.mapValues {
            TapRing(name: $0.name, form: $0.form, lost: $0.lost + $0.places.count, count: $0.count)
        }
    }

    private mutating func kill(_ place: Int) {
        switch entries[place - first] {
        case .latest(_, let line): bytes -= line.count
        case .tap(_, let frame): bytes -= frame.bytes.count
        case .must, .dead: return
        }
        entries[place - first] = .dead
        dead += 1
    }

    /// Forgets written entries, and dead ones when they outnumber the living, so that a stopped reader costs no more
    /// than its classes allow.
    private mutating func compact() {
        if head > 64, head * 2 > entries.count { forget(head) }
        guard dead > 64, dead * 2 > entries.count - head else { return }
        var kept: [Entry] = []
        var moved: [Int: Int] = [:]
        for (index, entry) in entries.enumerated() {
            if case .dead = entry { continue }
            moved[first + index] = first + kept.count
            kept.append(entry)
        }
        entries = kept
        head = 0
        dead = 0
        slots = slots.compactMapValues { moved[$0] }
        taps = taps.mapValues { ring in
            var ring = ring
            ring.places = ring.places.compactMap { moved[$0] }
            return ring
        }
    }

    private mutating func forget(_ count: Int) {
        entries.removeFirst(count)
        first += count
        head = 0
    }
}

import Conversation
import SignalPath
import Sound

/// Gives each part of an answer the number by which the loudspeaker's thread knows it. Belongs to one lock.
///
/// Every part has a number of its own, higher than all before it: so the loudspeaker can tell the end of one part from
/// a want of sound in the next, and drop all that is older than a cut.
struct PartNames {
    /// Parts remembered; the oldest is forgotten first.
    static let capacity = 256

    struct Entry: Equatable {
        let part: PlayoutPart
        let tag: PlayoutTag
        let rate: StreamRate
        var isFinished = false
        /// Heard to its end, and told so.
        var hasEnded = false
    }

    /// In the order they came.
    private(set) var entries: [Entry] = []
    /// The number of the next part. All sound with a lower one was cut or came before.
    private(set) var next: UInt32 = 1
    private var firstAfterCut: UInt32 = 1

    init() { entries.reserveCapacity(Self.capacity + 1) }

    /// The entry of a part that more sound comes for, made if it is new.
    mutating func open(_ part: PlayoutPart, rate: StreamRate) -> (entry: Entry, isNew: Bool) {
        if let known = entry(of: part) { return (known, false) }
        let tag = PlayoutTag(response: next, item: next, content: UInt32(clamping: part.content))
        let entry = Entry(part: part, tag: tag, rate: rate)
        next &+= 1
        entries.append(entry)
        if entries.count > Self.capacity { entries.removeFirst() }
        return (entry, true)
    }

    func entry(of part: PlayoutPart) -> Entry? { entries.last { $0.part == part } }

    /// The part that a number stands for, or that a silence within it belongs to.
    func entry(numbered number: UInt32) -> Entry? { entries.last { $0.tag.response == number } }

    var isPlaying: Bool { entries.contains { !$0.hasEnded } }

    mutating func finish(_ part: PlayoutPart) { change(part) { $0.isFinished = true } }

    mutating func end(_ part: PlayoutPart) { change(part) { $0.hasEnded = true } }

    /// A silence behind the newest part; `nil` when there is none.
    var silence: PlayoutTag? {
        next > firstAfterCut ? PlayoutTag(response: next - 1, item: 0) : nil
    }

    /// Forgets all parts. Returns those that had not ended.
    mutating func cut() -> [Entry] {
        defer { entries.removeAll(keepingCapacity: true) }
        // A silence that was asked for later must not be taken for cut sound.
        firstAfterCut = next
        return entries.filter { !$0.hasEnded }
    }

    private mutating func change(_ part: PlayoutPart, _ body: (inout Entry) -> Void) {
        guard let index = entries.lastIndex(where: { $0.part == part }) else { return }
        body(&entries[index])
    }
}

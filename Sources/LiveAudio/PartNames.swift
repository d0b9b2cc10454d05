import Conversation
import SignalPath

/// Gives each part of an answer the number by which the loudspeaker's thread knows it. Belongs to one lock.
struct PartNames {
    /// Parts remembered; the oldest is forgotten first.
    private static let capacity = 256

    /// Rises with every cut: the loudspeaker drops all that is older.
    private(set) var generation: UInt32 = 1
    private var tags: [PlayoutPart: PlayoutTag] = [:]
    private var parts: [PlayoutTag: PlayoutPart] = [:]
    private var order: [PlayoutPart] = []
    private var next: UInt32 = 1

    mutating func tag(for part: PlayoutPart) -> PlayoutTag {
        if let known = tags[part], known.response == generation { return known }
        let tag = PlayoutTag(response: generation, item: next, content: UInt32(clamping: part.content))
        next &+= 1
        if let old = tags.updateValue(tag, forKey: part) {
            parts[old] = nil
            order.removeAll { $0 == part }
        }
        parts[tag] = part
        order.append(part)
        if order.count > Self.capacity, let oldest = tags.removeValue(forKey: order.removeFirst()) {
            parts[oldest] = nil
        }
        return tag
    }

    func known(_ part: PlayoutPart) -> PlayoutTag? { tags[part] }

    func part(of tag: PlayoutTag) -> PlayoutPart? { parts[tag] }

    /// Starts a new generation. Returns the parts of the old one, in the order they came.
    mutating func cut() -> [(part: PlayoutPart, tag: PlayoutTag)] {
        let old = order.compactMap { part in tags[part].map { (part: part, tag: $0) } }
        generation &+= 1
        tags = [:]
        order = []
        return old
    }

    /// A sound that belongs to no part.
    func silence() -> PlayoutTag { PlayoutTag(response: generation, item: 0) }

    mutating func forget(_ tags: [PlayoutTag]) {
        for tag in tags { parts[tag] = nil }
    }
}

import Conversation
import Sound

/// What of the microphone goes to the ear for stop words, and under which number its answers come back. Pure.
///
/// Every stretch that was begun ends with a commit, so that the service answers each once: that is how answers are
/// counted off.
struct EarSound {
    /// Kept for a word that began before anybody noticed.
    static let kept = Duration.seconds(1)
    /// The detectors name the first block they are sure of; a word begins before that.
    static let before = Duration.milliseconds(200)
    /// A stretch is no longer than this: noise that passes for a person must not make the search endless.
    static let longest = Duration.seconds(8)
    /// Services refuse to judge less than 100 ms.
    static let shortest = Duration.milliseconds(120)
    /// Stretches without an answer: more, and the service is not at work.
    static let mostUnanswered = 16

    private var past: [MicrophonePacket] = []
    private var open: (number: Int, length: Duration)?
    /// Numbers of the stretches whose item is not known yet, oldest first.
    private var unnamed: [Int] = []
    private var names: [ItemID: Int] = [:]

    /// No answer has come for too long.
    var isStuck: Bool { unnamed.count + names.count > Self.mostUnanswered }

    mutating func take(_ packet: MicrophonePacket) -> [ServiceCommand] {
        past.append(packet)
        while past.count > 1, let first = past.first,
            Duration.lasting(samples: packet.end - first.start, at: Int(packet.rate.hertz)) > Self.kept
        {
            past.removeFirst()
        }
        guard let stretch = open else { return [] }
        let commands = append([packet])
        guard let length = open?.length, length >= Self.longest else { return commands }
        // A word on the seam is heard whole in the next stretch.
        return commands + rest() + begin(stretch.number, past)
    }

    mutating func listen(_ number: Int, from start: SampleTime) -> [ServiceCommand] {
        let commands = rest()
        guard let rate = past.last?.rate else { return commands + begin(number, []) }
        let first = start.samples - Int64(rate.samples(milliseconds: Self.before.wholeMilliseconds))
        return commands + begin(number, past.filter { $0.end.samples > first })
    }

    mutating func rest() -> [ServiceCommand] {
        guard let stretch = open else { return [] }
        open = nil
        if stretch.length >= Self.shortest { return [.commitInput] }
        unnamed.removeLast()
        return stretch.length > .zero ? [.clearInput] : []
    }

    private mutating func begin(_ number: Int, _ packets: [MicrophonePacket]) -> [ServiceCommand] {
        open = (number, .zero)
        unnamed.append(number)
        return append(packets)
    }

    private mutating func append(_ packets: [MicrophonePacket]) -> [ServiceCommand] {
        for packet in packets { open?.length += packet.length }
        return packets.map { .append($0) }
    }

    /// Whoever was to answer is gone.
    mutating func forgetStretches() {
        open = nil
        (unnamed, names) = ([], [:])
    }

    // MARK: Answers

    /// The number that an item's words belong to; items come in the order of the stretches.
    mutating func number(of item: ItemID) -> Int? {
        if let known = names[item] { return known }
        guard !unnamed.isEmpty else { return nil }
        let number = unnamed.removeFirst()
        names[item] = number
        return number
    }

    /// Nothing more will be said of it.
    mutating func finished(_ item: ItemID) {
        _ = number(of: item)
        names[item] = nil
    }
}

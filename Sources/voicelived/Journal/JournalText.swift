import ControlProtocol
import Conversation

/// The journal as bytes: a line a word, each with the instant and a check of its own.
///
/// ```
/// 1f0c2a9b 1767225600 {"line":{"turn":1,…}}\n
/// │        └ seconds since 1970
/// └ CRC-32 of all that follows, without the end of the line
/// ```
/// Power may fail at any byte of an append. What is read is all whole lines from the start on; the first that is torn or
/// damaged ends it, since nothing behind it can be trusted to belong there. A whole line with a word that a later version
/// of the daemon wrote is passed over: a package that is taken back must not lose what was said.
struct JournalText: Equatable {
    private(set) var head: JournalHead?
    private(set) var memory = ConversationMemory()
    /// Bytes of the lines that count.
    private(set) var length = 0
    /// Seconds since 1970 of the last of them.
    private(set) var lastInstant = 0
    /// Daemons that took it up since anything was said.
    private(set) var idleResumptions = 0

    /// A line of the transcript may be a quarter of a megabyte, and each byte of it may be escaped.
    private static let limits: JSONLimits = {
        var limits = JSONLimits()
        limits.bytes = 4 << 20
        return limits
    }()

    init(_ bytes: [UInt8]) {
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            guard let (word, instant) = Self.word(of: bytes[start..<end]), take(word) else { break }
            start = end + 1
            length = start
            lastInstant = instant
        }
    }

    /// Whether the word may stand here.
    private mutating func take(_ word: JournalWord?) -> Bool {
        switch word {
        case nil: return head != nil
        case .begins(let head):
            guard self.head == nil else { return false }
            self.head = head
        case .entry(let entry):
            guard head != nil else { return false }
            memory.fold(entry)
            if case .line = entry { idleResumptions = 0 }
        case .resumed:
            guard head != nil else { return false }
            idleResumptions += 1
        }
        return true
    }

    // MARK: One line

    static func line(_ word: JournalWord, at instant: Int) -> [UInt8] {
        let body = Array("\(instant) ".utf8) + JSONWriter.bytes(of: word.wire)
        let check = String(CRC32.of(body), radix: 16)
        return Array((String(repeating: "0", count: 8 - check.count) + check + " ").utf8) + body + [UInt8(ascii: "\n")]
    }

    /// `nil` for a line that is torn or damaged; no word for one that only a later version knows.
    private static func word(of line: ArraySlice<UInt8>) -> (JournalWord?, instant: Int)? {
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard parts.count == 3, parts[0].count == 8,
            let check = UInt32(String(decoding: parts[0], as: UTF8.self), radix: 16),
            let instant = Int(String(decoding: parts[1], as: UTF8.self)),
            CRC32.of(line[parts[1].startIndex...]) == check,
            let value = try? JSONParser.parse(Array(parts[2]), limits: limits),
            let name = value.object?.members.first?.name
        else { return nil }
        guard JournalWord.names.contains(name) else { return (nil, instant) }
        return JournalWord(wire: value).map { ($0, instant) }
    }

    // MARK: A smaller one

    /// The same conversation in at most `size` bytes: its newest lines, and all that was spent. `other` owns it from now on.
    func compacted(to size: Int, at instant: Int, under other: JournalHead? = nil) -> [UInt8] {
        guard let head = other ?? head else { return [] }
        var fixed = Self.line(.begins(head), at: instant)
        fixed += Self.line(.entry(.spent(memory.totals)), at: instant)
        var left = size - fixed.count
        var newest: [[UInt8]] = []
        for line in memory.lines.reversed() {
            let bytes = Self.line(.entry(.line(line)), at: instant)
            left -= bytes.count
            guard left >= 0 else { break }
            newest.append(bytes)
        }
        return fixed + newest.reversed().flatMap { $0 }
    }
}

/// The check of Ethernet and zip: finds every torn or flipped run of up to 32 bits.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }

    static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { check, byte in table[Int(UInt8(truncatingIfNeeded: check) ^ byte)] ^ check >> 8 }
    }
}

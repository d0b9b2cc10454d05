/// Words and mouth shapes waiting for their sample to be heard.
struct CaptionBoard: Equatable, Sendable {
    private var waiting: [Int: Entry] = [:]
    private var next = 0

    struct Entry: Equatable, Sendable {
        var part: PlayoutPart
        var kind: CaptionKind
        /// Its place in the part.
        var offset: Duration
    }

    static let most = 20_000

    /// `nil` when there are too many.
    mutating func post(_ kind: CaptionKind, part: PlayoutPart, offset: Duration) -> PlayoutMark? {
        guard waiting.count < Self.most else { return nil }
        next += 1
        waiting[next] = Entry(part: part, kind: kind, offset: max(.zero, offset))
        return PlayoutMark(number: next, part: part, offset: max(.zero, offset))
    }

    mutating func heard(_ number: Int) -> Entry? { waiting.removeValue(forKey: number) }
    mutating func clear() { waiting = [:] }

    mutating func clear(_ part: PlayoutPart) { waiting = waiting.filter { $0.value.part != part } }
}

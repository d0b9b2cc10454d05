/// One piece of an item on a lane, in lane indices.
struct PlayoutSpan: BitwiseCopyable {
    var tag: PlayoutTag
    var start: Int64
    var end: Int64
    var scale: ItemScale
}

/// A lane's sound at the device's rate, before volume: what comes next, and more than a second of what was rendered, so
/// that sound the device dropped can be played again to the very sample.
///
/// Sound thread only; only `init` allocates.
struct PlayoutStage: ~Copyable {
    private var samples: [Int16]
    private let mask: Int64
    private var spans: FixedQueue<PlayoutSpan>
    /// Lane index behind the last sample made.
    private(set) var produced: Int64 = 0
    /// Lane index of the next sample to render.
    private(set) var cursor: Int64 = 0

    init(capacity: Int = 65_536, spanCapacity: Int = 256) {
        samples = Array(repeating: 0, count: capacity)
        mask = Int64(capacity - 1)
        let blank = PlayoutSpan(tag: PlayedRun.blank.tag, start: 0, end: 0, scale: PlayedRun.blank.scale)
        spans = FixedQueue(capacity: spanCapacity, filledWith: blank)
    }

    /// Samples made and not rendered.
    var ahead: Int { Int(produced - cursor) }

    /// Whether another span finds a place without one being lost that is still to be rendered.
    var takesSpan: Bool { !spans.isFull || spans[0].end <= cursor }

    subscript(offset: Int) -> Int16 { samples[Int((cursor + Int64(offset)) & mask)] }

    /// The span in which the next sample lies.
    var head: PlayoutSpan? {
        guard cursor < produced else { return nil }
        var offset = spans.count - 1
        while offset >= 0 {
            let span = spans[offset]
            if span.start <= cursor { return span.end > cursor ? span : nil }
            offset -= 1
        }
        return nil
    }

    mutating func add(_ span: PlayoutSpan) {
        if !spans.isEmpty {
            var last = spans[spans.count - 1]
            if last.tag == span.tag, last.end == span.start, last.scale.continues(in: span.scale) {
                last.end = span.end
                last.scale.last = span.scale.last
                last.scale.upper = span.scale.upper
                spans[spans.count - 1] = last
                return
            }
        }
        if spans.isFull { spans.removeFirst() }
        _ = spans.append(span)
    }

    /// What was announced and not made will not come.
    mutating func endSpansHere() {
        while !spans.isEmpty, spans[spans.count - 1].start >= produced { spans.removeLast() }
        guard !spans.isEmpty else { return }
        spans[spans.count - 1].end = min(spans[spans.count - 1].end, produced)
    }

    /// Lends room for up to `limit` samples behind the last one made; `body` says how many it made.
    mutating func make<Taken>(
        atMost limit: Int, _ body: (inout MutableSpan<Int16>) -> (taken: Taken, made: Int)
    ) -> (taken: Taken, made: Int) {
        let first = Int(produced & mask)
        let last = min(first + limit, samples.count)
        var whole = samples.mutableSpan
        var room = whole._mutatingExtracting(first..<last)
        let result = body(&room)
        produced += Int64(result.made)
        return result
    }

    mutating func advance(_ count: Int) { cursor += Int64(count) }

    /// Moves over sound of responses before `minimum`.
    mutating func skip(responsesBefore minimum: UInt32) {
        while let span = head, span.tag.response < minimum { cursor = min(span.end, produced) }
    }

    /// Back to an earlier sample. What is older than the store holds is lost.
    mutating func rewind(to index: Int64) {
        cursor = min(cursor, max(index, produced - mask - 1, 0))
    }

    /// Forgets all sound.
    mutating func clear() {
        cursor = produced
        spans.removeAll()
    }
}

/// Frames that the transport has not taken yet, in order.
struct OutboundQueue: Sendable {
    private var chunks: [[UInt8]] = []
    private var first = 0
    /// Bytes of the first chunk that are gone.
    private var offset = 0
    private(set) var byteCount = 0

    var isEmpty: Bool { byteCount == 0 }

    mutating func append(_ chunk: [UInt8]) {
        guard !chunk.isEmpty else { return }
        chunks.append(chunk)
        byteCount += chunk.count
    }

    /// Gives the stream as much as it takes. Nil when all went out or the stream has no room now; else its error.
    mutating func flush(into stream: any ByteStream) -> String? {
        while first < chunks.count {
            switch stream.write(chunks[first], from: offset) {
            case .bytes(let count): advance(count)
            case .wouldBlock: return nil
            case .ended: return "the peer ended the stream"
            case .failed(let why): return why
            }
        }
        return nil
    }

    mutating func removeAll() {
        self = OutboundQueue()
    }

    private mutating func advance(_ count: Int) {
        offset += count
        byteCount -= count
        guard offset == chunks[first].count else { return }
        offset = 0
        chunks[first] = []
        first += 1
        if first == chunks.count {
            chunks.removeAll(keepingCapacity: true)
            first = 0
        } else if first >= 64 {
            chunks.removeFirst(first)
            first = 0
        }
    }
}

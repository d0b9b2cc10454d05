import Conversation
import Sound

/// Joins processed blocks to packets, and keeps the last seconds so that a start can reach back. Belongs to one thread.
struct PacketMaker {
    /// Sound kept for a pre-roll.
    static let keptBlocks = 200

    private let blocksPerPacket: Int
    private var kept: [Piece] = []
    private var open: [Piece] = []
    private(set) var isListening = false

    struct Piece {
        var start: SampleTime
        var rate: StreamRate
        var samples: [Int16]
        /// When its last sample was at the microphone.
        var captured: Duration
        var isMuted: Bool
        /// As long as `samples`, or empty.
        var raw: [Int16] = []
        var reference: [Int16] = []

        var end: SampleTime { start + samples.count }
    }

    init(blocksPerPacket: Int) {
        self.blocksPerPacket = max(1, blocksPerPacket)
    }

    mutating func startListening(preroll: Duration) -> [MicrophonePacket] {
        // What was told already is not told again.
        guard !isListening else { return [] }
        isListening = true
        let wanted = min(Self.keptBlocks, Int(preroll / .milliseconds(10)))
        open = []
        return kept.suffix(wanted).flatMap { add($0) }
    }

    mutating func stopListening() {
        isListening = false
        open = []
    }

    /// Takes 10 ms. Returns the packet it completed, and what a gap cut short.
    mutating func take(_ piece: Piece) -> [MicrophonePacket] {
        kept.append(piece)
        if kept.count > Self.keptBlocks { kept.removeFirst(kept.count - Self.keptBlocks) }
        return isListening ? add(piece) : []
    }

    private mutating func add(_ piece: Piece) -> [MicrophonePacket] {
        var packets: [MicrophonePacket] = []
        if let last = open.last, last.end != piece.start || last.isMuted != piece.isMuted { packets += close() }
        open.append(piece)
        if open.count >= blocksPerPacket { packets += close() }
        return packets
    }

    private mutating func close() -> [MicrophonePacket] {
        guard let first = open.first, let last = open.last else { return [] }
        defer { open = [] }
        let samples = open.flatMap(\.samples)
        let (raw, reference) = (open.flatMap(\.raw), open.flatMap(\.reference))
        // A stream that was asked for it half-way has it from the next packet on.
        let isWhole = raw.count == samples.count && reference.count == samples.count
        return [
            MicrophonePacket(
                start: first.start, rate: first.rate, samples: samples, captured: last.captured,
                raw: isWhole ? raw : nil, reference: isWhole ? reference : nil, isMuted: first.isMuted)
        ]
    }
}

import Conversation
import Sound

/// Joins processed blocks to packets, and keeps the last seconds so that a start can reach back. Belongs to one thread.
///
/// A packet is ready with `blocksPerPacket`; what comes along with them, as it does while nobody talks, may make it twice
/// as long: everything behind here costs by the packet. `settle` hands it over when nothing more waits.
struct PacketMaker {
    /// Sound kept for a pre-roll.
    static let keptBlocks = 200

    private let blocksPerPacket: Int
    /// A ring once it is full: `oldest` is the next to go.
    private var kept: [Piece] = []
    private var oldest = 0
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
        let wanted = min(kept.count, Int(preroll / .milliseconds(10)))
        open = []
        let packets = (kept.count - wanted..<kept.count).flatMap { add(kept[(oldest + $0) % kept.count]) }
        return packets + settle()
    }

    mutating func stopListening() {
        isListening = false
        open = []
    }

    /// Takes 10 ms. Returns the packet that it filled, and what a gap cut short.
    mutating func take(_ piece: Piece) -> [MicrophonePacket] {
        if kept.count < Self.keptBlocks {
            kept.append(piece)
        } else {
            kept[oldest] = piece
            oldest = (oldest + 1) % kept.count
        }
        return isListening ? add(piece) : []
    }

    /// Nothing more waits: the packet that is long enough.
    mutating func settle() -> [MicrophonePacket] { open.count >= blocksPerPacket ? close() : [] }

    private mutating func add(_ piece: Piece) -> [MicrophonePacket] {
        var packets: [MicrophonePacket] = []
        if let last = open.last, last.end != piece.start || last.isMuted != piece.isMuted { packets += close() }
        open.append(piece)
        if open.count >= 2 * blocksPerPacket { packets += close() }
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

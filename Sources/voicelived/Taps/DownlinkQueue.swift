import Sound

/// The service sends an answer faster than it is spoken: it waits here and is told at the speed of speech.
struct DownlinkQueue {
    /// Two minutes at 24 kHz; what comes beyond is left out.
    static let most = 24_000 * 120

    private var pieces: [(samples: [Int16], rate: StreamRate)] = []
    private var first = 0
    private(set) var count = 0

    mutating func add(_ samples: [Int16], rate: StreamRate) {
        guard !samples.isEmpty, count + samples.count <= Self.most else { return }
        pieces.append((samples, rate))
        count += samples.count
    }

    /// The next 10 ms, or what is left of them.
    mutating func takeBlock() -> (samples: [Int16], rate: StreamRate)? {
        guard let rate = pieces.first?.rate else { return nil }
        var block: [Int16] = []
        while let piece = pieces.first, piece.rate == rate, block.count < rate.blockSamples {
            let taken = min(rate.blockSamples - block.count, piece.samples.count - first)
            block += piece.samples[first..<first + taken]
            first += taken
            guard first == piece.samples.count else { break }
            pieces.removeFirst()
            first = 0
        }
        count -= block.count
        return (block, rate)
    }

    mutating func removeAll() { self = DownlinkQueue() }
}

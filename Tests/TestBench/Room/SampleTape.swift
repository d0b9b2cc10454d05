/// The newest part of a stream, by sample number.
struct SampleTape: Sendable {
    private var samples: [Int16] = []
    /// Number of the first sample still kept.
    private(set) var start = 0
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    var end: Int { start + samples.count }

    mutating func append(_ source: [Int16]) {
        samples += source
        trim()
    }

    /// The samples of `range`; silence where the tape has none.
    func read(_ range: Range<Int>) -> [Int16] {
        let known = range.clamped(to: start..<end)
        guard !known.isEmpty else { return [Int16](repeating: 0, count: range.count) }
        return [Int16](repeating: 0, count: known.lowerBound - range.lowerBound)
            + samples[known.lowerBound - start..<known.upperBound - start]
            + [Int16](repeating: 0, count: range.upperBound - known.upperBound)
    }

    private mutating func trim() {
        // Seldom and much: moving the rest costs as much for one sample as for many.
        guard samples.count > capacity else { return }
        let excess = samples.count - capacity * 3 / 4
        samples.removeFirst(excess)
        start += excess
    }
}

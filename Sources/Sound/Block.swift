/// 10 ms of one mono stream, by value: no allocation, so it can travel through rings between threads.
package struct Block: BitwiseCopyable, Sendable {
    /// The most samples a block holds: 10 ms at 48 kHz.
    package static let capacity = 480

    /// Index of the first sample on the stream's own clock. A jump between two blocks is lost sound, never silence.
    package var start: SampleTime
    /// Rate the samples were taken at.
    package var rate: StreamRate
    /// Raised each time the stream was rebuilt (device or server changed): filters adapted to the old one must not go on.
    package var epoch: UInt32
    /// Valid samples at the front of `samples`.
    package private(set) var count: Int
    private var samples: InlineArray<480, Int16>

    package init(start: SampleTime, rate: StreamRate, epoch: UInt32) {
        self.start = start
        self.rate = rate
        self.epoch = epoch
        count = 0
        samples = InlineArray(repeating: 0)
    }

    /// A block filled from `source`; what is beyond the capacity is left out.
    package init(start: SampleTime, rate: StreamRate, epoch: UInt32, samples source: Span<Int16>) {
        self.init(start: start, rate: rate, epoch: epoch)
        _ = append(source)
    }

    package var isFull: Bool { count >= rate.blockSamples }

    package subscript(index: Int) -> Int16 {
        get { samples[index] }
        set { samples[index] = newValue }
    }

    /// Lends the valid samples.
    package func withSamples<Result>(_ body: (Span<Int16>) -> Result) -> Result {
        body(samples.span.extracting(0..<count))
    }

    /// Lends the valid samples for change.
    package mutating func withMutableSamples<Result>(_ body: (inout MutableSpan<Int16>) -> Result) -> Result {
        var whole = samples.mutableSpan
        var valid = whole._mutatingExtracting(0..<count)
        return body(&valid)
    }

    package mutating func silence() { samples = InlineArray(repeating: 0) }

    /// Takes samples from the front of `source` until the block holds 10 ms. Returns how many it took.
    package mutating func append(_ source: Span<Int16>) -> Int {
        let taken = min(source.count, rate.blockSamples - count)
        guard taken > 0 else { return 0 }
        for offset in 0..<taken { samples[count + offset] = source[offset] }
        count += taken
        return taken
    }
}

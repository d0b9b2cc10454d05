import Sound

/// 10 ms of microphone and unshifted reference at 8 kHz, for the delay estimate on another thread.
package struct DelayTap: BitwiseCopyable, Sendable {
    static let rate = 8_000
    static let samples = 80

    /// Number of the pipeline's block.
    var block: Int
    /// Raised when older taps say nothing about this one.
    var generation: UInt32
    var microphone = InlineArray<80, Int16>(repeating: 0)
    var reference = InlineArray<80, Int16>(repeating: 0)

    init(block: Int, generation: UInt32) {
        self.block = block
        self.generation = generation
    }
}

/// Makes taps. Pipeline thread; `prepare` allocates when a rate changes, `tap` never.
struct DelayFeed: ~Copyable {
    private let rate: StreamRate
    private var reader: ReferenceReader
    private var resampler: Resampler?

    init(tape: ReferenceTape, leadMilliseconds: Int) {
        rate = .lowest
        reader = ReferenceReader(tape: tape, pipelineRate: rate, leadMilliseconds: leadMilliseconds)
    }

    mutating func prepare(captureRate: StreamRate, playbackRate: StreamRate) {
        reader.prepare(playbackRate: playbackRate)
        if resampler?.inputRate != captureRate { resampler = Resampler(from: captureRate, to: rate) }
    }

    mutating func tap(_ captured: borrowing Block, clock: ClockPair, number: Int, generation: UInt32) -> DelayTap? {
        guard let resampler, resampler.inputRate == captured.rate else { return nil }
        var tap = DelayTap(block: number, generation: generation)
        var microphone = tap.microphone.mutableSpan
        captured.withSamples { _ = resampler.process($0, into: &microphone) }
        var reference = tap.reference.mutableSpan
        _ = reader.read(
            at: captured.start, clock: clock, captureLatency: resampler.latency, later: ReferenceShift(),
            into: &reference)
        return tap
    }
}

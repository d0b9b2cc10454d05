package import Sound

/// 10 ms of every place on the signal path before its end, for whoever listens there. All blocks hold the same instant.
package struct SignalProbe: BitwiseCopyable, Sendable {
    /// The microphone at the pipeline's rate.
    package var microphone: Block
    /// After the echo canceller.
    package var cancelled: Block
    /// What the echo canceller takes for the loudspeaker, moved to where the echo is.
    package var reference: Block
    /// What the loudspeaker played, by the clocks.
    package var played: Block

    package init(start: SampleTime, rate: StreamRate, epoch: UInt32) {
        let block = Block(start: start, rate: rate, epoch: epoch)
        (microphone, cancelled, reference, played) = (block, block, block, block)
    }

    package var start: SampleTime { microphone.start }

    /// Nobody hears the microphone.
    package mutating func mute() {
        microphone.silence()
        cancelled.silence()
    }
}

/// Fills probes. Pipeline thread; only `init` and `prepare` allocate.
final class SignalProbing {
    private let rate: StreamRate
    private var reader: ReferenceReader
    private var played: [Int16]

    init(tape: ReferenceTape, rate: StreamRate) {
        self.rate = rate
        reader = ReferenceReader(tape: tape, pipelineRate: rate, leadMilliseconds: 0)
        played = Array(repeating: 0, count: rate.blockSamples)
    }

    func prepare(playbackRate: StreamRate) { reader.prepare(playbackRate: playbackRate) }

    /// - Parameter latency: How far the microphone's resampler lags, in microphone samples.
    func probe(
        _ block: borrowing Block, clock: ClockPair, latency: Int, microphone: Span<Int16>, cancelled: Span<Int16>,
        reference: Span<Int16>
    ) -> SignalProbe {
        let start = (block.start.samples - Int64(latency)) * Int64(rate.hertz) / Int64(block.rate.hertz)
        var probe = SignalProbe(start: SampleTime(start), rate: rate, epoch: block.epoch)
        _ = probe.microphone.append(microphone)
        _ = probe.cancelled.append(cancelled)
        _ = probe.reference.append(reference)
        var target = played.mutableSpan
        _ = reader.read(
            at: block.start, clock: clock, captureLatency: latency, later: ReferenceShift(), into: &target)
        // A copy keeps the samples while the block takes them in.
        let played = played
        _ = probe.played.append(played.span)
        return probe
    }
}

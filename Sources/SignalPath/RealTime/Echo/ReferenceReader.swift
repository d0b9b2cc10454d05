import Sound

/// Reads from the tape what the loudspeaker was playing while a microphone block was recorded, a little early, never late.
///
/// Pipeline thread. `prepare` allocates when the playback rate changes, `read` never.
struct ReferenceReader: ~Copyable {
    private let tape: ReferenceTape
    private let pipelineRate: StreamRate
    /// A detour for the delay estimate: the same sound, not shifted.
    private var resampler: Resampler?
    private var raw = [Int16](repeating: 0, count: Block.capacity)
    /// Added to the clock's mapping, in milliseconds: the reference leads by this.
    let leadMilliseconds: Int

    init(tape: ReferenceTape, pipelineRate: StreamRate, leadMilliseconds: Int) {
        self.tape = tape
        self.pipelineRate = pipelineRate
        self.leadMilliseconds = leadMilliseconds
    }

    mutating func prepare(playbackRate: StreamRate) {
        guard resampler?.inputRate != playbackRate else { return }
        resampler = Resampler(from: playbackRate, to: pipelineRate)
    }

    /// Fills `target` with 10 ms at the pipeline's rate. Returns how many samples were on the tape, in device samples.
    ///
    /// - Parameters:
    ///   - captureLatency: How far the microphone's resampler lags, in microphone samples.
    ///   - laterMicroseconds: How much older the reference should be than the clock says.
    mutating func read(
        at start: SampleTime, clock: ClockPair, captureLatency: Int, laterMicroseconds: Int,
        into target: inout MutableSpan<Int16>
    ) -> Int {
        guard clock.isPlaying, let resampler, resampler.inputRate == clock.playbackRate else {
            for index in 0..<target.count { target[index] = 0 }
            resampler?.reset()
            return 0
        }
        let rate = clock.playbackRate
        let capture = SampleTime(start.samples - Int64(captureLatency))
        let shift = laterMicroseconds * Int(rate.hertz) / 1_000_000
        let position = clock.playbackTime(at: capture) + (rate.samples(milliseconds: leadMilliseconds) - shift)
        let tape = tape
        var whole = raw.mutableSpan
        var window = whole._mutatingExtracting(0..<rate.blockSamples)
        let found = tape.read(from: position + resampler.latency, into: &window)
        _ = resampler.process(window.span, into: &target)
        return found
    }
}

import Sound

/// How much older than the clocks say the reference is read, in microseconds, at the two ends of a block.
struct ReferenceShift: BitwiseCopyable, Equatable {
    var atStart: Double = 0
    var atEnd: Double = 0
}

/// Reads from the tape what the loudspeaker was playing while a microphone block was recorded, a little early, never late.
///
/// Pipeline thread. `prepare` allocates when the playback rate changes, `read` never.
struct ReferenceReader: ~Copyable {
    private let tape: ReferenceTape
    private let pipelineRate: StreamRate
    /// A detour for the delay estimate: the same sound, not shifted.
    private var resampler: Resampler?
    private var raw = [Int16](repeating: 0, count: Block.capacity + 4 * FractionalReader.reach)
    private var between = [Int16](repeating: 0, count: Block.capacity)
    private let fractional = FractionalReader()
    /// Added to the clock's mapping, in milliseconds: the reference leads by this.
    let leadMilliseconds: Int
    /// Samples that a read with a shift may look ahead.
    private let reach: Int
    /// Device samples on the tape that were newer than a read without a shift wanted, at the least; `nil` before the first.
    private var knownAhead: Int64?

    /// - Parameter slides: false where nothing is ever read with a shift that moves.
    init(tape: ReferenceTape, pipelineRate: StreamRate, leadMilliseconds: Int, slides: Bool = true) {
        reach = slides ? FractionalReader.reach : 0
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
    ///   - later: How much older the reference should be than the clock says.
    mutating func read(
        at start: SampleTime, clock: ClockPair, captureLatency: Int, later: ReferenceShift,
        into target: inout MutableSpan<Int16>
    ) -> Int {
        guard clock.isPlaying, let resampler, resampler.inputRate == clock.playbackRate else {
            for index in 0..<target.count { target[index] = 0 }
            resampler?.reset()
            return 0
        }
        let rate = clock.playbackRate
        let capture = SampleTime(start.samples - Int64(captureLatency))
        // The taps of the fractional read look ahead; nothing newer than the clock says may be needed for that.
        let ahead = rate.samples(milliseconds: leadMilliseconds) + resampler.latency - reach
        let position = clock.playbackTime(at: capture) + ahead
        let spare = tape.end.samples - position.samples - Int64(rate.blockSamples)
        knownAhead = min(knownAhead ?? spare, spare)
        let perMicrosecond = Double(rate.hertz) / 1_000_000
        let (first, last) = (later.atStart * perMicrosecond, later.atEnd * perMicrosecond)
        guard first != last || first != first.rounded() else {
            return copy(from: position + -Int(first), rate, resampler, into: &target)
        }
        return slide(from: position, first, last, rate, resampler, into: &target)
    }

    /// By how many milliseconds sooner all that was read since the last call could have been read.
    mutating func takeKnownAhead() -> Float {
        defer { knownAhead = nil }
        guard let knownAhead, let rate = resampler?.inputRate else { return 0 }
        return max(0, Float(knownAhead) * 1_000 / Float(rate.hertz))
    }

    private mutating func copy(
        from position: SampleTime, _ rate: StreamRate, _ resampler: Resampler, into target: inout MutableSpan<Int16>
    ) -> Int {
        let tape = tape
        var whole = raw.mutableSpan
        var window = whole._mutatingExtracting(0..<rate.blockSamples)
        let found = tape.read(from: position, into: &window)
        _ = resampler.process(window.span, into: &target)
        return found
    }

    /// Reads with a shift that moves, in samples, from `first` to `last`.
    private mutating func slide(
        from position: SampleTime, _ first: Double, _ last: Double, _ rate: StreamRate, _ resampler: Resampler,
        into target: inout MutableSpan<Int16>
    ) -> Int {
        let count = rate.blockSamples
        let step = (first - last) / Double(count)
        let origin = Int(min(-first, -last).rounded(.down)) - FractionalReader.reach
        let (tape, fractional) = (tape, fractional)
        do {
            var whole = raw.mutableSpan
            var window = whole._mutatingExtracting(0..<(count + 3 * FractionalReader.reach))
            _ = tape.read(from: position + origin, into: &window)
        }
        for index in 0..<count {
            let place = Double(index) - first + step * Double(index) - Double(origin)
            between[index] = fractional.sample(raw.span, at: place)
        }
        _ = resampler.process(between.span.extracting(0..<count), into: &target)
        let end = tape.end.samples - position.samples - Int64(origin)
        return Int(min(max(end, 0), Int64(count)))
    }
}

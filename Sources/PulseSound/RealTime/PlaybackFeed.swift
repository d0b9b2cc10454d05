import Sound

/// Fills what the loudspeaker's stream asks for, and keeps the books: which sample has which index, what is on the
/// reference tape, what was heard. Lives on the sound thread, over all streams of a run.
///
///      heard                    written
///        │   in the device and    │
///        ▼   in the server        ▼
///     ───●━━━━━━━━━━━━━━━━━━━━━━━━●┄┄┄┄► index
///            ▲ `cut` rewrites from here
final class PlaybackFeed {
    private let source: any PlaybackSource
    private let tape: ReferenceTape
    private let scratch: SampleBuffer
    private(set) var rate = StreamRate.highest
    /// Whether what is rendered is the reference; otherwise somebody else fills the tape.
    var writesTape = true
    /// The newest sound rendered, for fading what was cut out of it.
    private let memory = ReferenceTape(capacity: PlaybackFeed.capacity)
    /// Index of the next sample to be given to the stream.
    private(set) var written = SampleTime.zero
    private(set) var heard = SampleTime.zero
    /// End of what the source rendered; it lies before `written` where silence was played instead.
    private var rendered = SampleTime.zero
    /// From here on all that was given is silence.
    private(set) var quietFrom = SampleTime.zero
    /// Whether the last thing rendered was sound, so that missing it would be heard.
    private(set) var isSounding = false
    /// Samples that came too late since this was last taken.
    private var lost = 0

    /// The most samples given at once: a second at the highest rate.
    static let capacity = 48_000

    init(source: any PlaybackSource, tape: ReferenceTape) {
        self.source = source
        self.tape = tape
        scratch = SampleBuffer(capacity: Self.capacity)
    }

    /// A stream was opened; its first sample is the next one. `prepare` may allocate.
    func begin(rate: StreamRate) {
        self.rate = rate
        source.prepare(rate: rate, start: written)
    }

    /// The stream is gone. What it had not played is taken back.
    func end() {
        takeBack(from: heard)
        isSounding = false
    }

    /// Renders `count` samples, of which the first `late` missed their time: the device has played silence there.
    /// Lends them, then counts them as written.
    func fill(_ count: Int, late: Int, give: (UnsafeBufferPointer<Int16>) -> Void) {
        let whole = min(count, Self.capacity)
        let missed = min(late, whole)
        if missed > 0 { leaveSilence(missed) }
        render(missed..<whole)
        unsafe give(scratch.readable(whole))
    }

    /// Rewrites what lies between `place` and `written`: `fade` samples of a fading end, then whatever the source says
    /// now. Lends the samples that belong from `place` on. Returns how many were rewritten; none when all was played.
    func cut(at place: SampleTime, fade: Int, give: (UnsafeBufferPointer<Int16>) -> Void) -> Int {
        let first = max(place, heard)
        let end = written
        let count = min(end - first, Self.capacity)
        guard count > 0 else { return 0 }
        let faded = min(fade, count)
        fadeOut(from: first, count: faded)
        tellTakenBack()
        render(faded..<count)
        unsafe give(scratch.readable(count))
        return count
    }

    /// The loudspeaker got as far as `place`. Never goes back, never passes what was written.
    func heard(until place: SampleTime) {
        let next = max(heard, min(place, written))
        heard = next
        source.heard(until: next)
    }

    /// Samples lost since the last call.
    func takeLost() -> Int {
        defer { lost = 0 }
        return lost
    }

    private func takeBack(from place: SampleTime) {
        guard place < written else { return }
        forget(from: place)
        written = place
        quietFrom = min(quietFrom, place)
        tellTakenBack()
    }

    /// The source hears of it only if any of what it rendered went.
    private func tellTakenBack() {
        guard written < rendered else { return }
        rendered = written
        source.takenBack(from: written)
    }

    /// `count` samples were not heard in their time. That is a loss only while there was something to hear.
    func lose(_ count: Int) {
        if isSounding { lost += count }
    }

    private func leaveSilence(_ count: Int) {
        lose(count)
        scratch.silence(0..<count)
        written = written + count
    }

    /// Renders into places `range` of the scratch, at most a block at a time.
    private func render(_ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound {
            let count = min(rate.blockSamples, range.upperBound - place)
            var target = unsafe scratch.writable(place..<(place + count)).mutableSpan
            isSounding = source.render(into: &target, start: written)
            remember(target.span, at: written)
            written = written + count
            rendered = written
            if isSounding { quietFrom = written }
            place += count
        }
    }

    private func remember(_ samples: Span<Int16>, at start: SampleTime) {
        memory.write(samples, at: start)
        if writesTape { tape.write(samples, at: start) }
    }

    private func forget(from place: SampleTime) {
        memory.takeBack(from: place)
        if writesTape { tape.takeBack(from: place) }
    }

    /// Puts the samples at `first` into the scratch, falling to nothing, and ends the tape behind them.
    private func fadeOut(from first: SampleTime, count: Int) {
        var target = unsafe scratch.writable(0..<count).mutableSpan
        _ = memory.read(from: first, into: &target)
        for index in 0..<count {
            target[index] = Int16(Int(target[index]) * (count - index) / (count + 1))
        }
        forget(from: first)
        remember(target.span, at: first)
        written = first + count
        quietFrom = min(quietFrom, written)
    }
}

/// Samples on their way to the stream, allocated once.
@safe private final class SampleBuffer {
    private let memory: UnsafeMutableBufferPointer<Int16>

    init(capacity: Int) {
        unsafe memory = .allocate(capacity: capacity)
        unsafe memory.initialize(repeating: 0)
    }

    deinit { unsafe memory.deallocate() }

    /// `range` lies within the capacity.
    func writable(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Int16> {
        unsafe UnsafeMutableBufferPointer(rebasing: memory[range])
    }

    func readable(_ count: Int) -> UnsafeBufferPointer<Int16> {
        unsafe UnsafeBufferPointer(rebasing: memory[0..<count])
    }

    func silence(_ range: Range<Int>) {
        for index in range { unsafe memory[index] = 0 }
    }
}

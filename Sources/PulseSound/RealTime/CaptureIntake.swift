import Sound

/// Turns what the microphone's stream delivers into blocks. Lives on the sound thread, over all streams of a run.
///
///     piece ─► ArrivalWatch ─► BlockAssembler ─► InputHealthMeter ─► CaptureSink
///                 │ too old                          │
///                 └──► counted as lost               └──► newHealth
final class CaptureIntake {
    private let sink: any CaptureSink
    private var assembler: BlockAssembler
    private var arrivals: ArrivalWatch
    private var meter = InputHealthMeter()
    private var epoch: UInt32 = 0
    private(set) var rate = StreamRate.highest
    /// When the last piece came; `nil` when the time since then is nobody's loss.
    private var lastArrival: Moment?
    /// Put beside each block.
    var clock: ClockPair
    /// Samples lost since this was last taken.
    private(set) var lost = 0
    private var newHealth: InputHealth?

    init(sink: any CaptureSink, clock: ClockPair) {
        self.sink = sink
        self.clock = clock
        assembler = BlockAssembler(rate: .highest, epoch: 0)
        arrivals = ArrivalWatch(rate: .highest)
    }

    /// Index of the next sample expected.
    var position: SampleTime { assembler.position }

    /// A stream was opened. What was missed since the last one, if any was running, is lost.
    func begin(rate: StreamRate, at now: Moment) {
        _ = assembler.skip(0)
        let missed = lastArrival.map { Int((now - $0) * Int64(rate.hertz) / 1_000_000) } ?? 0
        lost += missed
        epoch += 1
        self.rate = rate
        assembler = BlockAssembler(rate: rate, epoch: epoch, start: position + missed)
        arrivals = ArrivalWatch(rate: rate)
        lastArrival = now
    }

    /// From here on silence is nobody's loss: no device, a sleeping one, or no wish.
    func excuse() {
        lastArrival = nil
    }

    /// Takes one piece. Returns whether it was sound that may be used.
    func take(_ samples: Span<Int16>, at now: Moment) -> Bool {
        lastArrival = now
        switch arrivals.judge(end: position + samples.count, at: now) {
        case .fresh:
            append(samples)
            return true
        case .stale:
            lose(samples.count)
            return false
        case .gap(let missing):
            lose(missing)
            append(samples)
            return true
        }
    }

    /// The server says that `count` samples are missing here.
    func lose(_ count: Int) {
        lost += count + assembler.skip(count)
    }

    /// Samples lost since the last call.
    func takeLost() -> Int {
        defer { lost = 0 }
        return lost
    }

    /// The microphone's condition, when it changed since the last call.
    func takeNewHealth() -> InputHealth? {
        defer { newHealth = nil }
        return newHealth
    }

    private func append(_ samples: Span<Int16>) {
        assembler.append(samples) { block in
            if let health = meter.inspect(block) { newHealth = health }
            sink.captured(block, clock: clock)
        }
    }
}

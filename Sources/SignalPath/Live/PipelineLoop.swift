import Glibc
import Sound
import Synchronization

/// What the pipeline thread does between two bells.
final class PipelineLoop: @unchecked Sendable {
    // @unchecked: all but the atomics and the lock belongs to the thread that calls `run`, or to a test that steps.
    private let pipeline: Pipeline
    private var captured: RingReader<CapturedBlock>
    private var settings: MailboxReceiver<PipelineSettings>
    private var output: RingWriter<ProcessedBlock>
    private var probes: RingWriter<SignalProbe>
    private var delay: DelayPort
    private let input: Doorbell
    private let bell: Doorbell
    private let outputBlocksPerWake: Int
    /// What nobody says may come later.
    private let outputBlocksInQuiet: Int
    private var unrung = 0
    private let quiet: Quiet
    private let isStopping = Atomic<Bool>(false)
    let lostOutput = Atomic<Int>(0)
    let scheduling = Mutex<ThreadScheduling?>(nil)
    /// Waits for the next block.
    let remembered = Mutex<EchoMemory?>(nil)

    init(
        pipeline: Pipeline, captured: consuming RingReader<CapturedBlock>,
        settings: consuming MailboxReceiver<PipelineSettings>, output: consuming RingWriter<ProcessedBlock>,
        probes: consuming RingWriter<SignalProbe>, delay: consuming DelayPort, input: Doorbell, bell: Doorbell,
        outputBlocksPerWake: Int, outputBlocksInQuiet: Int, quiet: Quiet
    ) {
        self.pipeline = pipeline
        self.captured = captured
        self.settings = settings
        self.output = output
        self.probes = probes
        self.delay = delay
        self.input = input
        self.bell = bell
        self.quiet = quiet
        self.outputBlocksPerWake = max(1, outputBlocksPerWake)
        self.outputBlocksInQuiet = max(1, outputBlocksPerWake, outputBlocksInQuiet)
    }

    func run(_ scheduling: ThreadScheduling) {
        self.scheduling.withLock { $0 = scheduling }
        while !isStopping.load(ordering: .acquiring) {
            if input.wait(milliseconds: 1_000) { step() }
        }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        input.ring()
    }

    /// Only when `run` has returned, or was never called.
    var memory: EchoMemory? { pipeline.memory }

    /// Works off what waits.
    func step() {
        while let next = captured.read() {
            if let new = settings.takeNew() { pipeline.apply(new) }
            pipeline.prepare(next.block, clock: next.clock)
            if let memory = remembered.withLockIfAvailable({ $0.take() }) ?? nil { pipeline.recall(memory) }
            let isUrgent = realTimeSection { work(next) }
            delay.ring()
            ring(isUrgent: isUrgent)
        }
    }

    /// Returns whether somebody should know at once.
    private func work(_ next: CapturedBlock) -> Bool {
        if let estimate = delay.takeEstimate() { pipeline.take(estimate) }
        let began = Self.nanoseconds()
        var done = pipeline.process(next.block, clock: next.clock)
        done.workMicroseconds = Float(Self.nanoseconds() - began) / 1_000
        if let tap = pipeline.tap { delay.write(tap) }
        // Before the block that belongs to it. A listener that is too slow misses it.
        if let probe = pipeline.probe { _ = probes.write(probe) }
        if !output.write(done) { lostOutput.wrappingAdd(1, ordering: .relaxed) }
        let isQuiet = !done.isHeard && !done.isSpeech && !done.isFarEndActive
        let wasQuiet = quiet.exchange(isQuiet)
        return done.speech != nil || done.bargeIn != nil || (wasQuiet && !isQuiet)
    }

    /// A vDSO call: no system call on the machines we run on.
    private static func nanoseconds() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private func ring(isUrgent: Bool) {
        unrung += 1
        guard isUrgent || unrung >= (quiet.isNow ? outputBlocksInQuiet : outputBlocksPerWake) else { return }
        unrung = 0
        bell.ring()
    }
}

/// The pipeline's end of the way to the delay estimate and back.
struct DelayPort: ~Copyable {
    private var taps: RingWriter<DelayTap>
    private var estimates: MailboxReceiver<DelayEstimate>
    private let bell: Doorbell
    private var isDue = false

    init(
        taps: consuming RingWriter<DelayTap>, estimates: consuming MailboxReceiver<DelayEstimate>, bell: Doorbell
    ) {
        self.taps = taps
        self.estimates = estimates
        self.bell = bell
    }

    mutating func takeEstimate() -> DelayEstimate? { estimates.takeNew() }

    /// A tap that finds no place is left out; the estimate is the worse for it, no more.
    mutating func write(_ tap: DelayTap) {
        _ = taps.write(tap)
        isDue = tap.block % DelayEstimator.interval == 0
    }

    mutating func ring() {
        guard isDue else { return }
        isDue = false
        bell.ring()
    }
}

/// What the delay thread does: an ordinary thread with a few milliseconds of work five times a second.
final class DelayLoop: @unchecked Sendable {
    // @unchecked: all but the atomic belongs to the thread that calls `run`.
    private var estimator: DelayEstimator
    private var taps: RingReader<DelayTap>
    private var estimates: MailboxSender<DelayEstimate>
    private let bell: Doorbell
    private let isStopping = Atomic<Bool>(false)

    init(
        taps: consuming RingReader<DelayTap>, estimates: consuming MailboxSender<DelayEstimate>, bell: Doorbell,
        longestMilliseconds: Int
    ) {
        estimator = DelayEstimator(longestMilliseconds: longestMilliseconds)
        self.taps = taps
        self.estimates = estimates
        self.bell = bell
    }

    func run() {
        while !isStopping.load(ordering: .acquiring) {
            guard bell.wait(milliseconds: 60_000) else { continue }
            while let tap = taps.read() {
                if let estimate = estimator.add(tap) { estimates.post(estimate) }
            }
        }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        bell.ring()
    }
}

package import Sound
import Synchronization

/// How often threads wake each other, in blocks of 10 ms. More saves power and adds delay.
package struct WakePace: Sendable, Equatable {
    package var pipelineBlocks = 1
    package var outputBlocks = 1
    /// While nobody talks, neither there nor here: of either, if it is more.
    package var quietBlocks = 1

    package init() {}
}

/// The pipeline's own thread, and the rings that lead to and from it.
///
/// Give `capture` to the sound system. Take `takeOutput()` once; when `bell` rings, read it empty. A slow reader loses
/// blocks, which are counted, and never holds the pipeline up.
package final class PipelineThread: Sendable {
    package let capture: CaptureInlet
    /// Rings when output waits.
    package let bell: Doorbell
    private let output: Ring<ProcessedBlock>
    private let probes: Ring<SignalProbe>
    private let settings: Mutex<MailboxSender<PipelineSettings>>
    private let loop: PipelineLoop
    private let delay: DelayLoop
    private let threads = Mutex<[RealTimeThread]>([])

    /// `nil` when memory or descriptors run out. `bell` is one of the pipeline's own unless its reader has one already.
    package init?(
        format: PipelineFormat, tape: ReferenceTape, settings initial: PipelineSettings = PipelineSettings(),
        pace: WakePace = WakePace(), bell shared: Doorbell? = nil
    ) {
        let captured = Ring<CapturedBlock>(capacity: 64, filledWith: .blank)
        let mailbox = Mailbox<PipelineSettings>(initial)
        let taps = Ring<DelayTap>(capacity: 128, filledWith: DelayTap(block: 0, generation: 0))
        let estimates = Mailbox<DelayEstimate>(DelayEstimate(block: 0, generation: 0, milliseconds: 0, confidence: 0))
        output = Ring<ProcessedBlock>(capacity: 256, filledWith: .blank(rate: format.rate))
        probes = Ring<SignalProbe>(
            capacity: 32, filledWith: SignalProbe(start: .zero, rate: format.rate, epoch: 0))
        guard let pipeline = Pipeline(format: format, tape: tape, settings: initial),
            let input = Doorbell(), let bell = shared ?? Doorbell(), let tapBell = Doorbell(),
            let capturedWriter = captured.takeWriter(), let capturedReader = captured.takeReader(),
            let sender = mailbox.takeSender(), let receiver = mailbox.takeReceiver(),
            let tapWriter = taps.takeWriter(), let tapReader = taps.takeReader(),
            let estimateSender = estimates.takeSender(), let estimateReceiver = estimates.takeReceiver(),
            let outputWriter = output.takeWriter(), let probeWriter = probes.takeWriter()
        else { return nil }
        self.bell = bell
        settings = Mutex(sender)
        let quiet = Quiet()
        capture = CaptureInlet(
            writer: capturedWriter, bell: input, blocksPerWake: pace.pipelineBlocks,
            blocksInQuiet: pace.quietBlocks, quiet: quiet)
        delay = DelayLoop(
            taps: tapReader, estimates: estimateSender, bell: tapBell,
            longestMilliseconds: format.longestDelayMilliseconds)
        let delayPort = DelayPort(taps: tapWriter, estimates: estimateReceiver, bell: tapBell)
        loop = PipelineLoop(
            pipeline: pipeline, captured: capturedReader, settings: receiver, output: outputWriter, probes: probeWriter,
            delay: delayPort, input: input, bell: bell, outputBlocksPerWake: pace.outputBlocks,
            outputBlocksInQuiet: pace.quietBlocks, quiet: quiet)
    }

    /// The end that reads what the pipeline made; once.
    package func takeOutput() -> RingReader<ProcessedBlock>? { output.takeReader() }

    /// What was heard on the way, while `PipelineSettings.probes` asks for it; once.
    package func takeProbes() -> RingReader<SignalProbe>? { probes.takeReader() }

    /// What was learnt in this room before; used with the next block. Any thread.
    package func recall(_ memory: EchoMemory) { loop.remembered.withLock { $0 = memory } }

    /// What was learnt of the room, for the next time. `nil` while the threads run, and when that is little.
    package var memory: EchoMemory? {
        threads.withLock { $0.isEmpty } ? loop.memory : nil
    }

    package func apply(_ new: PipelineSettings) { settings.withLock { $0.post(new) } }

    /// Blocks the reader of the output was too slow for.
    package var lostOutput: Int { loop.lostOutput.load(ordering: .relaxed) }

    /// Scheduling the pipeline got; `nil` until it runs.
    package var scheduling: ThreadScheduling? { loop.scheduling.withLock { $0 } }

    /// Starts both threads. `false` when the process may have no more. Call once.
    package func start(priority: Int32) -> Bool {
        let (loop, delay) = (loop, delay)
        guard let pipeline = RealTimeThread(name: "pipeline", priority: priority, body: { loop.run($0) }) else {
            return false
        }
        threads.withLock { $0.append(pipeline) }
        guard let estimator = RealTimeThread(name: "delay", priority: 0, body: { _ in delay.run() }) else {
            return false
        }
        threads.withLock { $0.append(estimator) }
        return true
    }

    /// Ends both threads and waits for them. Call once, after the sound system was stopped.
    package func stop() {
        loop.stop()
        delay.stop()
        let running = threads.withLock { list in
            defer { list = [] }
            return list
        }
        for thread in running { thread.join() }
    }
}

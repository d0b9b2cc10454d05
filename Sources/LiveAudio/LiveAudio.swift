package import Conversation
package import SignalPath
package import Sound
import Synchronization

/// The sound card for conversations: pipeline, playout and ledger behind the port `DuplexAudio`, one seat at a time.
///
/// ## Threads
/// One ordinary thread ("audio events") sleeps on the pipeline's bell, takes blocks in and collects what the loudspeaker
/// reported. Methods of the port may come from anywhere; they and that thread meet under one lock, under which events
/// are told too: so they keep the order of what happened. It is never held while sound is processed.
package final class LiveAudio: Sendable {
    let pipeline: PipelineThread
    let clock: any ConversationClock
    let state: Mutex<State>
    private let isStopping = Atomic<Bool>(false)
    private let thread = Mutex<RealTimeThread?>(nil)
    private let watchers: Watchers

    /// For meters and taps: called on the thread "audio events", after mute. Must not block.
    package struct Watchers: Sendable {
        package var block: @Sendable (ProcessedBlock) -> Void
        /// Only after `listen(inside: true)`; comes before the block of the same 10 ms.
        package var probe: @Sendable (SignalProbe) -> Void

        package init(
            block: @escaping @Sendable (ProcessedBlock) -> Void = { _ in },
            probe: @escaping @Sendable (SignalProbe) -> Void = { _ in }
        ) {
            self.block = block
            self.probe = probe
        }
    }

    package init(
        system: any SoundSystem, pipeline: PipelineThread, playout: Playout, clock: any ConversationClock,
        settings: PipelineSettings = PipelineSettings(), blocksPerPacket: Int = 2,
        watchers: Watchers = Watchers()
    ) {
        self.pipeline = pipeline
        self.clock = clock
        self.watchers = watchers
        state = Mutex(
            State(
                listening: Listening(blocksPerPacket: blocksPerPacket),
                playing: Playing(playout: playout, system: system), pipeline: settings))
    }

    /// Starts telling events. `false` when there is no thread to be had. Call once.
    package func start() -> Bool {
        guard let blocks = takeBlocks() else { return false }
        let started = RealTimeThread(name: "audio events", priority: 0) { [self] _ in
            while !isStopping.load(ordering: .acquiring) {
                _ = pipeline.bell.wait(milliseconds: isBusy ? 20 : 500)
                step(blocks)
            }
        }
        guard let started else { return false }
        thread.withLock { $0 = started }
        return true
    }

    /// Ends the thread and the events. Call once, before the pipeline is stopped.
    package func stop() {
        isStopping.store(true, ordering: .releasing)
        pipeline.bell.ring()
        thread.withLock { $0.take() }?.join()
        state.withLock { state in
            state.isClosed = true
            state.playing.stopPrompts()
            state.listener?.finish()
        }
    }

    // MARK: Seats

    /// The port for one conversation. A new seat takes the sound card from the one before: its events end, its sound
    /// falls silent, its orders count no more.
    package func takeSeat() -> AudioSeat {
        let (events, listener) = AsyncStream.makeStream(
            of: DuplexAudioEvent.self, bufferingPolicy: .bufferingOldest(8_192))
        let number = state.withLock { state in
            state.listener?.finish()
            if state.seat > 0 {
                state.listening.stop()
                state.playing.abandon()
            }
            state.seat += 1
            state.listener = listener
            state.told = 0
            if let health = state.health { state.tell([.health(health)]) }
            return state.seat
        }
        return AudioSeat(audio: self, number: number, events: events)
    }

    /// Events told on the present seat.
    var told: Int { state.withLock { $0.told } }

    /// An order of the seat `number`.
    func microphone(_ number: Int, _ order: (inout Listening) -> [DuplexAudioEvent]) {
        state.withLock { state in
            guard state.seat == number else { return }
            state.tell(order(&state.listening))
        }
    }

    func loudspeaker(_ number: Int, _ order: (inout Playing, Duration) -> [DuplexAudioEvent]) {
        state.withLock { state in
            guard state.seat == number else { return }
            state.tell(order(&state.playing, clock.now()))
        }
        // The thread may sleep long while nothing plays.
        pipeline.bell.ring()
    }

    func watch(_ number: Int, _ sensitivity: BargeInSensitivity) {
        state.withLock { state in
            guard state.seat == number else { return }
            state.sensitivity = sensitivity
            apply(state)
        }
    }

    // MARK: The thread "audio events"

    private var isBusy: Bool { state.withLock { $0.playing.isBusy } }

    /// The pipeline's output, for the one thread that steps; once.
    func takeBlocks() -> ProcessedBlocks? {
        guard let output = pipeline.takeOutput(), let probes = pipeline.takeProbes() else { return nil }
        return ProcessedBlocks(output, probes: probes)
    }

    /// Works off what waits.
    func step(_ blocks: ProcessedBlocks) {
        while var probe = blocks.readProbe() {
            if isMuted { probe.mute() }
            watchers.probe(probe)
        }
        while var block = blocks.read() {
            state.withLock { state in
                let now = clock.now()
                let events = state.listening.take(&block, at: now)
                if block.endsSpeech { state.playing.want(until: now + LoudspeakerDemand.patience) }
                state.tell(events)
            }
            watchers.block(block)
        }
        state.withLock { state in state.tell(state.playing.collect(at: clock.now())) }
    }
}

/// The pipeline's output in a box, so that the thread's closure can hold it.
final class ProcessedBlocks: @unchecked Sendable {
    // @unchecked: read by the thread "audio events" alone, or by a test that steps.
    private var ring: RingReader<ProcessedBlock>
    private var probes: RingReader<SignalProbe>

    init(_ ring: consuming RingReader<ProcessedBlock>, probes: consuming RingReader<SignalProbe>) {
        self.ring = ring
        self.probes = probes
    }

    func read() -> ProcessedBlock? { ring.read() }
    func readProbe() -> SignalProbe? { probes.read() }
}

extension ProcessedBlock {
    /// An answer may follow.
    fileprivate var endsSpeech: Bool {
        if case .ended = speech { true } else { false }
    }
}

extension DuplexHealth {
    /// `nil` while it is being found out.
    init?(_ status: SoundStatus) {
        switch (status.server, status.capture, status.playback) {
        case (.connecting, _, _), (.ready, .opening, _), (.ready, .closed, _): return nil
        case (.ready, .running, .noDevice): self = .noLoudspeaker
        case (.ready, .running, _): self = .good
        case (.ready, _, _): self = .noMicrophone
        default: self = .noSound
        }
    }
}

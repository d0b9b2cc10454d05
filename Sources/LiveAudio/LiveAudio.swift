package import Conversation
package import SignalPath
package import Sound
import Synchronization

/// The sound card for conversations: pipeline, playout and ledger behind the port `DuplexAudio`, one seat at a time.
///
/// ## Threads
/// One ordinary thread (the events' thread) sleeps on the pipeline's bell, takes blocks in and collects what the
/// loudspeaker reported: its own, or one that sees to other things too. Methods of the port may come from anywhere; they and that thread meet under one lock, under which events
/// are told too: so they keep the order of what happened. It is never held while sound is processed.
package final class LiveAudio: Sendable {
    let pipeline: PipelineThread
    let clock: any ConversationClock
    let state: Mutex<State>
    private let isStopping = Atomic<Bool>(false)
    private let host = Mutex<Host?>(nil)
    private let watchers: Watchers

    /// Where events come from.
    private enum Host {
        case own(RealTimeThread)
        case shared(any SharedThread, duty: Int)
    }

    /// For meters and taps: called on the events' thread, after mute. Must not block.
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

    /// Starts telling events: on `shared` if that is the thread which the pipeline's bell wakes, else on a thread of its
    /// own. `false` when there is none to be had. Call once.
    package func start(on shared: (any SharedThread)? = nil) -> Bool {
        guard let blocks = takeBlocks() else { return false }
        if let shared, shared.bell === pipeline.bell {
            let duty = shared.take { [self] in step(blocks) }
            host.withLock { $0 = .shared(shared, duty: duty) }
            return true
        }
        let started = RealTimeThread(name: "audio events", priority: 0) { [self] _ in
            var patience: Int32 = 0
            while !isStopping.load(ordering: .acquiring) {
                _ = pipeline.bell.wait(milliseconds: patience)
                patience = step(blocks)
            }
        }
        guard let started else { return false }
        host.withLock { $0 = .own(started) }
        return true
    }

    /// Ends the events and their thread, if it is their own. Call once, before the pipeline is stopped.
    package func stop() {
        switch host.withLock({ $0.take() }) {
        case .own(let thread):
            isStopping.store(true, ordering: .releasing)
            pipeline.bell.ring()
            thread.join()
        case .shared(let thread, let duty): thread.drop(duty)
        case nil: break
        }
        state.withLock { state in
            state.isClosed = true
            state.playing.stopPrompts()
            state.follower = nil
        }
    }

    // MARK: Seats

    /// The port for one conversation. A new seat takes the sound card from the one before: its events end, its sound
    /// falls silent, its orders count no more.
    package func takeSeat() -> AudioSeat {
        let number = state.withLock { state in
            state.follower = nil
            if state.seat > 0 {
                state.listening.stop()
                state.playing.abandon()
            }
            state.seat += 1
            return state.seat
        }
        return AudioSeat(audio: self, number: number)
    }

    func follow(_ number: Int, _ follower: (@Sendable (DuplexAudioEvent) -> Void)?) {
        state.withLock { state in
            guard state.seat == number, !state.isClosed else { return }
            state.follower = follower
            if let health = state.health { state.tell([.health(health)]) }
        }
    }

    /// An order of the seat `number`.
    func microphone(_ number: Int, _ order: (inout Listening) -> [DuplexAudioEvent]) {
        state.withLock { state in
            guard state.seat == number else { return }
            let events = order(&state.listening)
            state.tell(events)
        }
    }

    func loudspeaker(_ number: Int, _ order: (inout Playing, Duration) -> [DuplexAudioEvent]) {
        state.withLock { state in
            guard state.seat == number else { return }
            let events = order(&state.playing, clock.now())
            state.tell(events)
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

    // MARK: The events' thread

    /// The pipeline's output, for the one thread that steps; once.
    func takeBlocks() -> ProcessedBlocks? {
        guard let output = pipeline.takeOutput(), let probes = pipeline.takeProbes() else { return nil }
        return ProcessedBlocks(output, probes: probes)
    }

    /// Works off what waits. Returns for how many milliseconds the thread may sleep though nothing rings.
    @discardableResult func step(_ blocks: ProcessedBlocks) -> Int32 {
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
        return state.withLock { state in
            let events = state.listening.settle() + state.playing.collect(at: clock.now())
            state.tell(events)
            return state.playing.isBusy ? 20 : 500
        }
    }
}

/// The pipeline's output in a box, so that the thread's closure can hold it.
final class ProcessedBlocks: @unchecked Sendable {
    // @unchecked: read by the events' thread alone, or by a test that steps.
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

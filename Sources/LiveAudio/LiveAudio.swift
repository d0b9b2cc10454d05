package import Conversation
import Glibc
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
    private let pipeline: PipelineThread
    private let clock: any ConversationClock
    private let state: Mutex<State>
    private let isStopping = Atomic<Bool>(false)
    private let thread = Mutex<RealTimeThread?>(nil)
    private let watcher: @Sendable (ProcessedBlock) -> Void

    private struct State {
        var listening: Listening
        var playing: Playing
        var pipeline: PipelineSettings
        var sensitivity: BargeInSensitivity?
        var health: DuplexHealth?
        /// Who may give orders.
        var seat = 0
        var listener: AsyncStream<DuplexAudioEvent>.Continuation?

        /// Events told on this seat.
        var told = 0

        mutating func tell(_ events: [DuplexAudioEvent]) {
            told += events.count
            for event in events { listener?.yield(event) }
        }
    }

    /// - Parameters:
    ///   - watcher: Sees every block after mute, on the thread "audio events": for meters and taps. Must not block.
    package init(
        system: any SoundSystem, pipeline: PipelineThread, playout: Playout, clock: any ConversationClock,
        settings: PipelineSettings = PipelineSettings(), blocksPerPacket: Int = 2,
        watcher: @escaping @Sendable (ProcessedBlock) -> Void = { _ in }
    ) {
        self.pipeline = pipeline
        self.clock = clock
        self.watcher = watcher
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
        state.withLock { $0.listener?.finish() }
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

    // MARK: The daemon's own orders

    /// Replaces the pipeline's settings; how soon barge-in is believed stays as the conversation wants it.
    package func apply(_ settings: PipelineSettings) {
        state.withLock { state in
            state.pipeline = settings
            apply(state)
        }
    }

    private func apply(_ state: State) {
        var settings = state.pipeline
        if let wish = state.sensitivity {
            settings.bargeIn.suspectMilliseconds = Int32(clamping: wish.suspectAfter.wholeMilliseconds)
            settings.bargeIn.confirmMilliseconds = Int32(clamping: wish.confirmAfter.wholeMilliseconds)
        }
        pipeline.apply(settings)
    }

    /// Hard mute: zeros take the place of the microphone before anybody sees it.
    package func mute(_ isMuted: Bool) {
        state.withLock { $0.listening.isMuted = isMuted }
    }

    /// The same by the box's audio manager, beside what people want.
    package func hush(_ isHushed: Bool) {
        state.withLock { $0.listening.isHushed = isHushed }
    }

    package var isMuted: Bool { state.withLock { $0.listening.isMuted } }

    /// 0 is the sound as it came.
    package func setVolume(decibels: Double) {
        state.withLock { state in state.playing.change { $0.volume = Float(pow(10, decibels / 20)) } }
    }

    package func setCeiling(decibels: Double) {
        state.withLock { state in state.playing.change { $0.ceilingDecibels = Float(decibels) } }
    }

    /// How long a voice that stops or goes on takes to fade.
    package func setFade(milliseconds: Int) {
        state.withLock { state in state.playing.change { $0.fadeMilliseconds = Float(milliseconds) } }
    }

    /// Opens the loudspeaker early, while an answer is still being thought up. It closes by itself if none comes.
    package func wantLoudspeaker(_ isWanted: Bool) {
        state.withLock { state in
            if isWanted {
                state.playing.want(until: clock.now() + LoudspeakerDemand.patience)
            } else {
                state.playing.release()
            }
        }
    }

    /// What the daemon learnt about the sound card.
    package func note(_ status: SoundStatus) {
        state.withLock { state in
            if case .running(let stream) = status.capture {
                state.listening.deviceLatency = .milliseconds(stream.latencyMilliseconds)
            }
            if case .running(let stream) = status.playback {
                state.playing.latency = .milliseconds(stream.latencyMilliseconds)
            }
            guard let health = DuplexHealth(status), health != state.health else { return }
            state.health = health
            state.tell([.health(health)])
        }
    }

    // MARK: The thread "audio events"

    private var isBusy: Bool { state.withLock { $0.playing.isBusy } }

    /// The pipeline's output, for the one thread that steps; once.
    func takeBlocks() -> ProcessedBlocks? {
        guard let output = pipeline.takeOutput() else { return nil }
        return ProcessedBlocks(output)
    }

    /// Works off what waits.
    func step(_ blocks: ProcessedBlocks) {
        while var block = blocks.read() {
            state.withLock { state in
                let now = clock.now()
                let events = state.listening.take(&block, at: now)
                if block.endsSpeech { state.playing.want(until: now + LoudspeakerDemand.patience) }
                state.tell(events)
            }
            watcher(block)
        }
        state.withLock { state in state.tell(state.playing.collect(at: clock.now())) }
    }
}

/// The pipeline's output in a box, so that the thread's closure can hold it.
final class ProcessedBlocks: @unchecked Sendable {
    // @unchecked: read by the thread "audio events" alone, or by a test that steps.
    private var ring: RingReader<ProcessedBlock>

    init(_ ring: consuming RingReader<ProcessedBlock>) {
        self.ring = ring
    }

    func read() -> ProcessedBlock? { ring.read() }
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

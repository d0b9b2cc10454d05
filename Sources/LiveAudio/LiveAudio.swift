package import Conversation
import Glibc
package import SignalPath
package import Sound
import Synchronization

/// The sound card for conversations: pipeline, playout and ledger behind the port `DuplexAudio`, one seat at a time.
///
/// ## Threads
/// One ordinary thread ("audio events") sleeps on the pipeline's bell, joins blocks to packets, collects what the
/// loudspeaker reported, and tells both in order. Methods of the port may come from anywhere; they and that thread meet
/// under one lock that is never held while sound is processed.
package final class LiveAudio: Sendable {
    private let listener = Mutex<AsyncStream<DuplexAudioEvent>.Continuation?>(nil)
    private let system: any SoundSystem
    private let pipeline: PipelineThread
    private let playout: Playout
    private let clock: any ConversationClock
    private let state: Mutex<State>
    private let isStopping = Atomic<Bool>(false)
    private let thread = Mutex<RealTimeThread?>(nil)
    private let watcher: @Sendable (ProcessedBlock) -> Void

    private struct State {
        var packets: PacketMaker
        var names = PartNames()
        var clock = SampleClock()
        var cuts: [CutReport] = []
        var isMuted = false
        var playback: Set<PlayoutPart> = []
        var lastPosition = Duration.zero
        var wantsLoudspeaker = false
        var settings = SignalPath.PlayoutSettings()
        var pipeline: PipelineSettings
        var loudspeakerLatency = Duration.zero
    }

    /// - Parameters:
    ///   - watcher: Sees every block after mute, on the thread "audio events": for meters and taps. Must not block.
    package init(
        system: any SoundSystem, pipeline: PipelineThread, playout: Playout, clock: any ConversationClock,
        settings: PipelineSettings = PipelineSettings(), blocksPerPacket: Int = 2,
        watcher: @escaping @Sendable (ProcessedBlock) -> Void = { _ in }
    ) {
        self.system = system
        self.pipeline = pipeline
        self.playout = playout
        self.clock = clock
        self.watcher = watcher
        state = Mutex(State(packets: PacketMaker(blocksPerPacket: blocksPerPacket), pipeline: settings))
    }

    /// The port for one conversation. A new seat takes the sound card from the one before, whose events then end.
    package func takeSeat() -> AudioSeat {
        let (events, continuation) = AsyncStream.makeStream(
            of: DuplexAudioEvent.self, bufferingPolicy: .bufferingOldest(8_192))
        let last = listener.withLock { listener in
            defer { listener = continuation }
            return listener
        }
        last?.finish()
        return AudioSeat(audio: self, events: events)
    }

    private func tell(_ event: DuplexAudioEvent) {
        _ = listener.withLock { $0 }?.yield(event)
    }

    /// Starts telling events. `false` when there is no thread to be had. Call once.
    package func start() -> Bool {
        guard let output = pipeline.takeOutput() else { return false }
        let reader = OutputReader(output)
        let started = RealTimeThread(name: "audio events", priority: 0) { [self] _ in
            while !isStopping.load(ordering: .acquiring) {
                _ = pipeline.bell.wait(milliseconds: isSounding ? 20 : 500)
                step(reader)
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
        let last = thread.withLock { $0.take() }
        last?.join()
        listener.withLock { $0 }?.finish()
    }

    // MARK: Listening

    func startListening(preroll: Duration) {
        let packets = state.withLock { $0.packets.startListening(preroll: preroll) }
        for packet in packets { tell(.microphone(packet)) }
    }

    func stopListening() {
        state.withLock { $0.packets.stopListening() }
    }

    func watch(_ sensitivity: BargeInSensitivity) {
        let settings = state.withLock { state in
            state.pipeline.bargeIn.suspectMilliseconds = Int32(clamping: sensitivity.suspectAfter.wholeMilliseconds)
            state.pipeline.bargeIn.confirmMilliseconds = Int32(clamping: sensitivity.confirmAfter.wholeMilliseconds)
            return state.pipeline
        }
        pipeline.apply(settings)
    }

    /// New settings of the signal path; what `watch` said stays.
    package func apply(_ new: PipelineSettings) {
        let settings = state.withLock { state in
            let watched = state.pipeline.bargeIn
            state.pipeline = new
            state.pipeline.bargeIn.suspectMilliseconds = watched.suspectMilliseconds
            state.pipeline.bargeIn.confirmMilliseconds = watched.confirmMilliseconds
            return state.pipeline
        }
        pipeline.apply(settings)
    }

    /// Hard mute: zeros take the place of the microphone before anybody sees it.
    package func mute(_ isMuted: Bool) {
        state.withLock { $0.isMuted = isMuted }
    }

    package var isMuted: Bool { state.withLock { $0.isMuted } }

    // MARK: Playing

    func enqueue(_ piece: PlayoutPiece) {
        guard let rate = StreamRate(hertz: piece.rate) else { return }
        let (tag, isFirst) = state.withLock { state in
            let isFirst = state.playback.insert(piece.part).inserted
            return (state.names.tag(for: piece.part), isFirst)
        }
        if isFirst { wantLoudspeaker(true) }
        do {
            try playout.enqueue(piece.samples.span, rate: rate, tag: tag)
        } catch {
            // Interrupted meanwhile, or more than the queue holds: the ledger never counts it as heard.
        }
    }

    func finish(_ part: PlayoutPart) {
        guard let tag = state.withLock({ $0.names.known(part) }) else { return }
        report(playout.complete(tag))
    }

    func mark(_ mark: PlayoutMark) {
        guard let tag = state.withLock({ $0.names.known(mark.part) }) else { return }
        let rate = playout.account(of: tag)?.rate.map { Int64($0.hertz) } ?? 24_000
        let position = mark.offset.microsecondsWhole * rate / 1_000_000
        _ = playout.mark(tag, position: position, id: UInt32(clamping: mark.number))
    }

    func stretch(by duration: Duration) {
        guard let rate = StreamRate(hertz: 24_000) else { return }
        let samples = [Int16](repeating: 0, count: rate.samples(milliseconds: duration.wholeMilliseconds))
        let tag = state.withLock { $0.names.silence() }
        try? playout.enqueue(samples.span, rate: rate, tag: tag)
    }

    func pause() {
        playout.pause()
        system.cutPlayback()
    }

    func duck(byDecibels decibels: Double) {
        change { $0.duckDecibels = Float(decibels) }
    }

    func resume() {
        change { $0.duckDecibels = 0 }
        playout.resume()
    }

    func cut() {
        let generation = state.withLock { state in
            let entries = state.names.cut()
            state.playback = []
            state.cuts.append(CutReport(entries: entries, since: clock.now()))
            return state.names.generation
        }
        playout.raiseResponse(to: generation)
        system.cutPlayback()
        playout.resume()
        pipeline.bell.ring()
    }

    /// 0 is the sound as it came.
    package func setVolume(decibels: Double) {
        change { $0.volume = Float(pow(10, decibels / 20)) }
    }

    package func setCeiling(decibels: Double) {
        change { $0.ceilingDecibels = Float(decibels) }
    }

    private func change(_ body: (inout SignalPath.PlayoutSettings) -> Void) {
        let settings = state.withLock { state in
            body(&state.settings)
            return state.settings
        }
        playout.apply(settings)
    }

    /// Opens the loudspeaker early, while an answer is still being thought up.
    package func wantLoudspeaker(_ isWanted: Bool) {
        let isNew = state.withLock { state in
            defer { state.wantsLoudspeaker = isWanted }
            return state.wantsLoudspeaker != isWanted
        }
        if isNew { system.demandPlayback(isWanted ? .wanted : .idle) }
    }

    /// What the daemon learnt about the sound card.
    package func note(_ status: SoundStatus) {
        state.withLock { state in
            if case .running(let stream) = status.capture {
                state.clock.deviceLatency = .milliseconds(stream.latencyMilliseconds)
            }
            if case .running(let stream) = status.playback {
                state.loudspeakerLatency = .milliseconds(stream.latencyMilliseconds)
            }
        }
        tell(.health(Self.health(status)))
    }

    private static func health(_ status: SoundStatus) -> DuplexHealth {
        guard case .ready = status.server else { return .noSound }
        switch (status.capture, status.playback) {
        case (.running, .noDevice): return .noLoudspeaker
        case (.running, _): return .good
        default: return .noMicrophone
        }
    }

    // MARK: The thread "audio events"

    private var isSounding: Bool {
        state.withLock { !$0.playback.isEmpty || !$0.cuts.isEmpty }
    }

    private func step(_ reader: OutputReader) {
        while let block = reader.read() { take(block) }
        report(playout.collect())
        settleCuts()
        tellPositions()
    }

    private func take(_ processed: ProcessedBlock) {
        let now = clock.now()
        let (packets, seen) = state.withLock { state in
            var processed = processed
            if state.isMuted { processed.silence() }
            let end = processed.block.start + processed.block.count
            state.clock.receive(end: end, rate: processed.block.rate, at: now)
            let piece = PacketMaker.Piece(
                start: processed.block.start, rate: processed.block.rate,
                samples: processed.block.withSamples { span in (0..<span.count).map { span[$0] } },
                captured: state.clock.instant(of: end, rate: processed.block.rate), isMuted: state.isMuted)
            return (state.packets.take(piece), processed)
        }
        for packet in packets { tell(.microphone(packet)) }
        if let edge = seen.speech { tell(edge, of: seen, at: now) }
        if let edge = seen.bargeIn { tell(edge, of: seen, at: now) }
        watcher(seen)
    }

    private func tell(_ edge: SpeechEdge, of block: ProcessedBlock, at now: Duration) {
        switch edge {
        case .started(let onset, _):
            tell(
                .nearEnd(
                    .started(
                        from: block.pipelineTime(of: onset), at: now, confidence: Double(block.probability))))
        case .ended(let end):
            wantLoudspeaker(true)
            tell(.nearEnd(.ended(until: block.pipelineTime(of: end), at: now)))
        }
    }

    private func tell(_ edge: BargeInEdge, of block: ProcessedBlock, at now: Duration) {
        switch edge {
        case .suspected(let onset): tell(.bargeIn(.suspected(from: block.pipelineTime(of: onset), at: now)))
        case .confirmed: tell(.bargeIn(.confirmed(.lastingSpeech)))
        case .withdrawn: tell(.bargeIn(.dismissed))
        }
    }

    private func report(_ events: [PlaybackEvent]) {
        let now = clock.now()
        for event in events {
            switch event {
            case .began(let tag, _): tellBegan(tag, at: now)
            case .finished(let tag, _): tellFinished(tag)
            case .mark(_, let id): tell(.markHeard(Int(id)))
            case .ranDry(let tag):
                guard let part = part(of: tag) else { continue }
                tell(.starved(part, for: .milliseconds(10)))
            case .silent: wantLoudspeaker(false)
            }
        }
    }

    private func tellBegan(_ tag: PlayoutTag, at now: Duration) {
        let (part, latency) = state.withLock { ($0.names.part(of: tag), $0.loudspeakerLatency) }
        if let part { tell(.began(part, rendered: now - latency, heard: now)) }
    }

    private func tellFinished(_ tag: PlayoutTag) {
        guard let part = part(of: tag), let account = playout.account(of: tag) else { return }
        state.withLock { _ = $0.playback.remove(part) }
        tell(.ended(PlayoutPosition(part, heard: account.heardTime)))
    }

    private func part(of tag: PlayoutTag) -> PlayoutPart? {
        state.withLock { $0.names.part(of: tag) }
    }

    private func settleCuts() {
        let now = clock.now()
        let settled = state.withLock { state in
            var settled: [[PlayoutPosition]] = []
            while let first = state.cuts.first,
                let positions = first.positions(at: now, account: { playout.account(of: $0) })
            {
                settled.append(positions)
                state.names.forget(first.entries.map(\.tag))
                state.cuts.removeFirst()
            }
            return settled
        }
        for positions in settled { tell(.cut(positions)) }
    }

    /// At least every 200 ms while something plays.
    private func tellPositions() {
        let now = clock.now()
        let playing = state.withLock { state -> [(PlayoutPart, PlayoutTag)] in
            guard !state.playback.isEmpty, now - state.lastPosition >= .milliseconds(100) else { return [] }
            state.lastPosition = now
            return state.playback.compactMap { part in state.names.known(part).map { (part, $0) } }
        }
        for (part, tag) in playing {
            guard let account = playout.account(of: tag), account.heard > 0 else { continue }
            tell(.heard(PlayoutPosition(part, heard: account.heardTime)))
        }
    }
}

/// The pipeline's output in a box, so that the thread's closure can hold it.
private final class OutputReader: @unchecked Sendable {
    // @unchecked: read by the thread "audio events" alone.
    private var ring: RingReader<ProcessedBlock>

    init(_ ring: consuming RingReader<ProcessedBlock>) {
        self.ring = ring
    }

    func read() -> ProcessedBlock? { ring.read() }
}

extension ProcessedBlock {
    /// A microphone instant on the pipeline's own count, which packets use.
    fileprivate func pipelineTime(of time: SampleTime) -> SampleTime {
        let behind = (time.samples - captured.samples) * Int64(block.rate.hertz) / Int64(captureRate.hertz)
        return SampleTime(block.start.samples + behind)
    }

    fileprivate mutating func silence() {
        block.withMutableSamples { samples in
            for index in 0..<samples.count { samples[index] = 0 }
        }
        speech = nil
        bargeIn = nil
        probability = 0
        isSpeech = false
        microphone = Level()
        output = Level()
    }
}

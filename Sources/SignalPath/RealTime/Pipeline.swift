package import Sound

/// From what the microphone heard to what the person said, 10 ms at a time.
///
/// ```
/// microphone block ─► Resampler ─┬────────────► EchoStage ─┬─► NoiseSuppressor ─► EchoGate ─► GainControl ─► block
/// ReferenceTape ─► ReferenceReader ─► reference ──►┘       │
///                     ▲                                             └─► bands ─► VoiceActivityDetector ─┐
///               DelayTracker ◄─ estimates ◄─ taps (another thread)      bands ─► BargeInDetector ───────┴─► SpeechGate,
///                                                                                                          BargeInJudge
/// ```
///
/// Belongs to one thread: `PipelineThread` live, the caller offline. The very same
/// code runs offline.
package final class Pipeline {
    package let format: PipelineFormat
    package var settings: PipelineSettings
    private var fade = FilterFade()
    package private(set) var counters = PipelineCounters()
    /// Filled by `process`; hand it to a `DelayEstimator` and give back what that says by `take`.
    package private(set) var tap: DelayTap?
    /// Filled by `process` when asked for.
    package private(set) var probe: SignalProbe?

    var canceller: EchoStage
    private let suppressor: NoiseSuppressor
    private var reader: ReferenceReader
    /// The same by the clocks alone, for recordings.
    private var bareReader: ReferenceReader
    private let probing: SignalProbing
    private var feed: DelayFeed
    private var resampler: Resampler?
    var hearing: Hearing
    private var gate = SpeechGate()
    private var judge = BargeInJudge()
    private var composure = Composure()
    private var gain: GainControl
    private var mask: EchoMask
    private var echoGate = EchoGate()
    var meter = EchoMeter()
    var tracker: DelayTracker
    private var estimate: DelayEstimate?
    var aligner = ReferenceAligner()
    private var generation: UInt32 = 0
    private var epoch: UInt32?
    private var clockEpoch: UInt32?
    private var expected: SampleTime?
    private var microphone: [Int16]
    private var reference: [Int16]
    private var played: [Int16]
    private var clean: [Int16]
    private var echo: [Int16]
    /// What the detectors listen to.
    private var heard: [Int16]
    private let silence: [Int16]

    /// `nil` when memory runs out.
    package init?(format: PipelineFormat, tape: ReferenceTape, settings: PipelineSettings = PipelineSettings()) {
        guard let stage = EchoStage(rate: format.rate, tailMilliseconds: format.tailMilliseconds),
            let suppressor = NoiseSuppressor(rate: format.rate, canceller: stage.speex),
            let hearing = Hearing(rate: format.rate)
        else { return nil }
        self.format = format
        self.settings = settings
        canceller = stage
        self.suppressor = suppressor
        reader = ReferenceReader(tape: tape, pipelineRate: format.rate, leadMilliseconds: format.leadMilliseconds)
        bareReader = ReferenceReader(
            tape: tape, pipelineRate: format.rate, leadMilliseconds: 0, slides: false)
        probing = SignalProbing(tape: tape, rate: format.rate)
        feed = DelayFeed(tape: tape, leadMilliseconds: format.leadMilliseconds)
        self.hearing = hearing
        gain = GainControl(rate: format.rate)
        mask = EchoMask(rate: format.rate)
        tracker = DelayTracker(tailMilliseconds: format.tailMilliseconds)
        microphone = Array(repeating: 0, count: format.rate.blockSamples)
        reference = microphone
        played = microphone
        clean = microphone
        echo = microphone
        heard = microphone
        silence = microphone
    }

    /// A delay estimate; used 200 ms after its newest block, so that live and offline runs agree to the bit.
    package func take(_ estimate: DelayEstimate) { self.estimate = estimate }

    /// Takes new settings without a click: where other filters come in, their sound fades in after the old ones' has
    /// faded out.
    package func apply(_ new: PipelineSettings) {
        if !fade.wants(new, after: settings) { settings = new }
    }

    /// Call before `process` with the same block. Allocates when a device's rate is new, else does nothing.
    package func prepare(_ block: borrowing Block, clock: ClockPair) {
        if resampler?.inputRate != block.rate { resampler = Resampler(from: block.rate, to: format.rate) }
        reader.prepare(playbackRate: clock.playbackRate)
        bareReader.prepare(playbackRate: clock.playbackRate)
        probing.prepare(playbackRate: clock.playbackRate)
        feed.prepare(captureRate: block.rate, playbackRate: clock.playbackRate)
    }

    /// Takes 10 ms of the microphone. No allocation, lock or system call.
    package func process(_ block: Block, clock: ClockPair) -> ProcessedBlock {
        noticeChanges(block, clock)
        applyEstimate()
        resample(block)
        read(block, clock)
        tap = settings.tracksDelay ? makeTap(block, clock) : nil
        cancelEcho()
        fadeFilters()
        probe = settings.probes ? makeProbe(block, clock) : nil
        var done = blank(block)
        detect(block, &done)
        finish(&done)
        if settings.keepsRaw { done.raw = rawPair(done.block) }
        if settings.keepsBare { done.bare = barePair(block, clock) }
        counters.blocks += 1
        return done
    }
}

// MARK: Changes of the streams
extension Pipeline {
    private func noticeChanges(_ block: borrowing Block, _ clock: ClockPair) {
        if let epoch, epoch != block.epoch { rebuild() }
        epoch = block.epoch
        if let clockEpoch, clockEpoch != clock.epoch {
            generation &+= 1
            aligner.clocksWereCompared()
            composure.lose(whileTalking: hearing.isFarEndTalking)
        }
        clockEpoch = clock.epoch
        if let expected, block.start > expected {
            counters.lostSamples += block.start - expected
            composure.lose(whileTalking: hearing.isFarEndTalking)
        }
        expected = block.start + block.count
        suppressor.apply(settings.noise)
    }

    /// The microphone's stream is another one: what was learnt of the old one is wrong now.
    private func rebuild() {
        counters.rebuilds += 1
        expected = nil
        generation &+= 1
        resampler?.reset()
        canceller.reset()
        hearing.reset()
        meter.reset()
        tracker.reset()
        aligner.reset()
        echoGate.reset()
        gain.reset()
    }

    private func applyEstimate() {
        guard let new = estimate, counters.blocks >= new.block + DelayEstimator.interval else { return }
        estimate = nil
        guard settings.tracksDelay, new.generation == generation else { return }
        let later = Float(aligner.shift.atEnd / 1_000)
        let earliest = -reader.takeKnownAhead()
        guard let action = tracker.update(new, later: later, earliest: earliest, isCancelling: meter.isCancelling)
        else {
            if settings.correctsDrift, let drift = new.drift { follow(drift, of: new) }
            return
        }
        counters.delayJumps += 1
        switch action {
        case .follow(let later):
            aligner.jump(toMilliseconds: later)
            hearing.pathChanged(isFilterNew: false)
        case .realign(let later):
            let moved = later - Float(aligner.shift.atEnd / 1_000)
            aligner.jump(toMilliseconds: later)
            canceller.realign(laterMilliseconds: moved)
            hearing.pathChanged(isFilterNew: true)
        }
    }
}

extension Pipeline {
    private func follow(_ drift: DriftEstimate, of estimate: DelayEstimate) {
        let wasFollowing = aligner.partsPerMillion != 0
        aligner.steer(drift, blocksAgo: counters.blocks - estimate.block)
        // Once, while the filter has learnt little: later on there would be much to lose.
        guard !wasFollowing, aligner.runsOut(delay: drift.milliseconds) else { return }
        aligner.jump(toMilliseconds: tracker.realign(drift.milliseconds))
        canceller.reset()
        hearing.pathChanged(isFilterNew: true)
    }
}

// MARK: Stages
extension Pipeline {
    private func resample(_ block: borrowing Block) {
        guard let resampler else { return }
        block.withSamples { resampler.process($0, into: &microphone) }
    }

    private func read(_ block: borrowing Block, _ clock: ClockPair) {
        var target = reference.mutableSpan
        aligner.advance()
        let found = reader.read(
            at: block.start, clock: clock, captureLatency: resampler?.latency ?? 0,
            later: aligner.shift, into: &target)
        if clock.isPlaying, found < clock.playbackRate.blockSamples { counters.shortReferences += 1 }
    }

    private func makeTap(_ block: borrowing Block, _ clock: ClockPair) -> DelayTap? {
        feed.tap(block, clock: clock, number: counters.blocks, generation: generation)
    }

    private func makeProbe(_ block: borrowing Block, _ clock: ClockPair) -> SignalProbe {
        let (near, clean, far) = (microphone, clean, reference)
        return probing.probe(
            block, clock: clock, latency: resampler?.latency ?? 0, microphone: near.span, cancelled: clean.span,
            reference: far.span)
    }

    private func cancelEcho() {
        var target = clean.mutableSpan
        if settings.cancelsEcho {
            canceller.cancel(
                microphone.span, reference: reference.span, filters: settings.echoFilters,
                isMuted: settings.isMuted, into: &target)
        } else {
            for index in 0..<target.count { target[index] = microphone[index] }
        }
        for index in 0..<echo.count {
            heard[index] = settings.cancelsEcho ? canceller.steady[index] : clean[index]
            echo[index] = Int16(
                truncatingIfNeeded: min(32_767, max(-32_768, Int(microphone[index]) - Int(heard[index]))))
        }
    }

    /// Before the suppressor, whose windows would carry a step on.
    private func fadeFilters() {
        var target = clean.mutableSpan
        guard let next = fade.apply(&target) else { return }
        settings = next
        // What other filters took away says nothing about these.
        meter.reset()
    }

    private func blank(_ block: borrowing Block) -> ProcessedBlock {
        let latency = resampler?.latency ?? 0
        let delay =
            (settings.noise.delaysSound ? format.rate.blockSamples : 0) + gain.delay(settings.limiter) + maskDelay
        let captured = SampleTime(
            block.start.samples - Int64(latency + delay * Int(block.rate.hertz) / Int(format.rate.hertz)))
        let start = captured.samples * Int64(format.rate.hertz) / Int64(block.rate.hertz)
        return ProcessedBlock(
            block: Block(start: SampleTime(start), rate: format.rate, epoch: block.epoch), captured: captured,
            captureRate: block.rate)
    }

    private func rawPair(_ block: borrowing Block) -> RawPair {
        let (near, far) = (microphone, reference)
        return RawPair(
            microphone: Block(start: block.start, rate: block.rate, epoch: block.epoch, samples: near.span),
            reference: Block(start: block.start, rate: block.rate, epoch: block.epoch, samples: far.span))
    }

    private func listen() {
        let state = FilterState(
            uncertainty: 1 - canceller.confidence, prefersQuick: canceller.prefersKalman,
            isDelayKnown: tracker.locked != nil, isCancelling: meter.isCancelling, recent: meter.recent)
        let (near, far) = (microphone, settings.cancelsEcho ? reference : silence)
        let (steady, quick) = (heard, settings.cancelsEcho ? canceller.quick : clean)
        let (left, echo) = (clean, echo)
        hearing.listen(
            microphone: near.span, reference: far.span, steady: steady.span, echo: echo.span, quick: quick.span,
            chosen: left.span, filters: state, detector: detector, isMuted: settings.isMuted)
    }

    private func barePair(_ block: borrowing Block, _ clock: ClockPair) -> RawPair {
        var target = played.mutableSpan
        _ = bareReader.read(
            at: block.start, clock: clock, captureLatency: resampler?.latency ?? 0, later: ReferenceShift(),
            into: &target)
        let (near, far) = (microphone, played)
        return RawPair(
            microphone: Block(start: block.start, rate: format.rate, epoch: block.epoch, samples: near.span),
            reference: Block(start: block.start, rate: format.rate, epoch: block.epoch, samples: far.span))
    }

    private func detect(_ block: borrowing Block, _ done: inout ProcessedBlock) {
        listen()
        done.isMuted = settings.isMuted
        done.isFarEndActive = settings.cancelsEcho && hearing.isFarEndActive
        done.probability = hearing.probability
        let start = SampleTime(block.start.samples - Int64(resampler?.latency ?? 0))
        done.cancelled = Level(clean.span)
        done.speech = gate.update(
            done.probability, level: done.cancelled.rms, start: start, rate: block.rate,
            settings: done.isFarEndActive || detector != .neural ? settings.gate.easier : settings.gate)
        done.isSpeech = gate.isSpeaking
        done.isHeard = gate.isHeard
        let strictness = composure.applied(to: settings.bargeIn, after: hearing.blocksOfFarEnd)
        done.certainty = strictness.certainty
        done.bargeIn = judge.update(
            done.probability, isOver: settings.cancelsEcho && hearing.isFarEndTalking, isOpen: hearing.isMouthOpen,
            isVoiced: hearing.isVoiced, start: start, settings: strictness)
        done.microphone = Level(microphone.span)
        done.reference = Level(reference.span)
        meter.update(
            microphone: done.microphone, output: done.cancelled,
            isFarOnly: done.isFarEndActive && done.probability < 0.5)
        done.echoEnhancement = meter.enhancement
        done.echoConfidence = settings.cancelsEcho ? canceller.confidence : 0
        done.delayMilliseconds = tracker.locked.map { $0 + Float(aligner.shift.atEnd / 1_000) }
        done.driftPartsPerMillion = Float(aligner.partsPerMillion)
    }

    /// The net was trained with voices up to 8 kHz and hears nobody in a telephone's band.
    private var detector: SpeechDetector {
        let rate = resampler?.inputRate ?? format.rate
        return settings.detector == .neural && rate.hertz < 16_000 ? .energy : settings.detector
    }

    private var masks: Bool { settings.masksEcho && settings.cancelsEcho && detector == .neural }

    private var maskDelay: Int { masks ? mask.delay : 0 }

    private func finish(_ done: inout ProcessedBlock) {
        if masks {
            let least = done.isFarEndActive ? EchoMask.least(probability: done.probability) : 1
            var target = clean.mutableSpan
            mask.apply(&target) { least + (1 - least) * hearing.gain(in: $0) }
        }
        if settings.noise.delaysSound {
            var target = clean.mutableSpan
            suppressor.suppress(&target)
        }
        if settings.gatesEcho {
            var target = clean.mutableSpan
            echoGate.apply(
                &target, isFarEndActive: done.isFarEndActive, probability: done.probability,
                isDelayKnown: tracker.locked != nil, isCancelled: settings.cancelsEcho,
                isAlive: !isDigitalSilence(microphone.span))
        }
        done.output = Level(clean.span)
        let learns = done.isSpeech && !done.isFarEndActive && done.probability > 0.5
        var target = clean.mutableSpan
        gain.apply(
            &target, level: done.output, learns: learns, settings: settings.gain, limiter: settings.limiter)
        let samples = clean
        _ = done.block.append(samples.span)
    }
}

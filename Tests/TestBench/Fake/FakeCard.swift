import Sound

/// The state of a fake sound card. All its methods run in the thread that calls `FakeSoundSystem.advance`.
struct FakeCard {
    let captureRate: StreamRate
    let playbackRate: StreamRate
    private let latency: Int
    private var microphone: FakeMicrophone
    private(set) var settings: SoundSettings
    private var wiring: SoundWiring?
    private var isStopped = false

    private var server = ServerCondition.up
    private var unplugged: Set<SoundDirection> = []
    private var suspended: Set<SoundDirection> = []
    private(set) var reconnects = 0
    private var events: [SoundEvent] = []
    private var told: [SoundDirection: SoundStreamState] = [:]

    /// `nil` while there is no capture stream.
    private var assembler: BlockAssembler?
    private var nextCapture = SampleTime.zero
    private var captureEpoch: UInt32 = 0
    private var meter = InputHealthMeter()
    private var playback = FakePlayback()
    private var demand = PlaybackDemand.idle
    private var idleMilliseconds = 0
    private var frozenSamples = 0
    private var pair: ClockPair
    /// Samples of the microphone's time since the start, and how far the loudspeaker followed.
    private var time = 0

    private enum ServerCondition { case up, down, frozen }

    init(
        captureRate: StreamRate, playbackRate: StreamRate, latencyMilliseconds: Int, microphone: FakeMicrophone,
        settings: SoundSettings
    ) {
        self.captureRate = captureRate
        self.playbackRate = playbackRate
        latency = playbackRate.samples(milliseconds: latencyMilliseconds)
        self.microphone = microphone
        self.settings = settings
        pair = ClockPair(
            capture: .zero, playback: .zero, captureRate: captureRate, playbackRate: playbackRate, epoch: 0,
            isPlaying: false)
    }

    var played: SampleTape { playback.played }

    mutating func stop() {
        isStopped = true
    }

    mutating func takeEvents() -> [SoundEvent] {
        defer { events = [] }
        return events
    }

    mutating func read(_ note: FakeSoundSystem.Note) {
        switch note {
        case .start(let wiring): begin(wiring)
        case .settings(let new): settings = new
        case .demand(let new):
            demand = new
            idleMilliseconds = 0
        case .cut: if let wiring, !isStopped { playback.cut(rate: playbackRate, wiring: wiring) }
        case .hurry:
            if let wiring, !isStopped { playback.hurry(rate: playbackRate, latency: latency, wiring: wiring) }
        case .fault(let fault): happen(fault)
        case .microphone(let new): microphone = new
        }
    }

    /// Lets at most 10 ms pass. Returns how many of the microphone's samples that were.
    mutating func advance(atMost limit: Int) -> Int {
        let step = min(limit, captureRate.blockSamples)
        guard let wiring, !isStopped else { return max(step, 0) }
        keepStreams(wiring)
        guard step > 0 else { return 0 }
        let before = time * Int(playbackRate.hertz) / Int(captureRate.hertz)
        time += step
        let leaving = playback.heard
        play(time * Int(playbackRate.hertz) / Int(captureRate.hertz) - before, wiring)
        capture(step, leaving: leaving, wiring)
        return step
    }

    private mutating func begin(_ wiring: SoundWiring) {
        guard self.wiring == nil else { return }
        self.wiring = wiring
        events += [.server(.connecting), server == .down ? .server(.down(reason: "down")) : .server(.ready("fake"))]
        events.append(.devices(devices))
    }

    private mutating func happen(_ fault: FakeFault) {
        switch fault {
        case .serverDown(let reason):
            server = .down
            events += [.server(.down(reason: reason)), .devices(devices)]
        case .serverUp:
            reconnects += server == .down ? 1 : 0
            server = .up
            events += [.server(.ready("fake")), .devices(devices)]
        case .serverFrozen: server = .frozen
        case .serverThawed: server = .up
        case .unplugged(let direction), .plugged(let direction):
            if fault == .unplugged(direction) { unplugged.insert(direction) } else { unplugged.remove(direction) }
            events.append(.devices(devices))
        case .suspended(let direction): suspended.insert(direction)
        case .resumed(let direction): suspended.remove(direction)
        case .lost(.capture, let samples): loseCapture(samples)
        case .lost(.playback, let samples): losePlayback(samples)
        }
    }

    private var devices: [SoundDevice] {
        guard server != .down else { return [] }
        return SoundDirection.allCases.filter { !unplugged.contains($0) }.map { direction in
            SoundDevice(
                name: Self.name(direction), description: "fake", direction: direction, isMonitor: false,
                isDefault: true,
                rate: Int(direction == .capture ? captureRate.hertz : playbackRate.hertz), properties: [:])
        }
    }

    private static func name(_ direction: SoundDirection) -> String {
        direction == .capture ? VirtualDevice.microphone.name : VirtualDevice.loudspeaker.name
    }
}

// MARK: Streams come and go

extension FakeCard {
    private mutating func keepStreams(_ wiring: SoundWiring) {
        keepCapture()
        keepPlayback(wiring)
    }

    private func canRun(_ direction: SoundDirection) -> Bool {
        server != .down && !unplugged.contains(direction)
    }

    private mutating func keepCapture() {
        guard canRun(.capture) else {
            assembler = nil
            return tell(.capture, .noDevice)
        }
        if assembler == nil {
            captureEpoch += 1
            assembler = BlockAssembler(rate: captureRate, epoch: captureEpoch, start: nextCapture)
            meter = InputHealthMeter()
            tell(.capture, .opening(device: Self.name(.capture)))
            measurePair()
        }
        if suspended.contains(.capture) { return tell(.capture, .suspended(device: Self.name(.capture))) }
        guard server == .up else { return }
        tell(.capture, running(.capture, samples: captureRate.blockSamples))
    }

    private mutating func keepPlayback(_ wiring: SoundWiring) {
        guard isPlaybackWanted else { return closePlayback(wiring, .closed) }
        guard canRun(.playback) else { return closePlayback(wiring, .noDevice) }
        if !playback.isOpen {
            tell(.playback, .opening(device: Self.name(.playback)))
            playback.open(rate: playbackRate, latency: latency, wiring: wiring)
            measurePair()
        }
        if suspended.contains(.playback) { return tell(.playback, .suspended(device: Self.name(.playback))) }
        guard server == .up else { return }
        tell(.playback, running(.playback, samples: latency))
    }

    private var isPlaybackWanted: Bool {
        guard demand == .idle else { return true }
        guard let warmth = settings.keepSinkWarm else { return playback.isOpen }
        return playback.isOpen && .milliseconds(idleMilliseconds) < warmth
    }

    private mutating func closePlayback(_ wiring: SoundWiring, _ state: SoundStreamState) {
        if playback.isOpen {
            playback.close(wiring: wiring)
            measurePair()
        }
        tell(.playback, state)
    }

    private func running(_ direction: SoundDirection, samples: Int) -> SoundStreamState {
        let rate = direction == .capture ? captureRate : playbackRate
        let latency = direction == .capture ? 0 : rate.milliseconds(samples: latency)
        return .running(
            RunningStream(
                device: Self.name(direction), rate: rate, grantedSamples: samples, latencyMilliseconds: latency))
    }

    private mutating func tell(_ direction: SoundDirection, _ state: SoundStreamState) {
        guard told[direction] ?? .closed != state else { return }
        told[direction] = state
        events.append(direction == .capture ? .capture(state) : .playback(state))
    }

    private mutating func measurePair() {
        pair.capture = assembler?.position ?? nextCapture
        pair.playback = SampleTime(Int64(playback.heard))
        pair.epoch += 1
        pair.isPlaying = playback.isOpen
    }
}

// MARK: Samples pass

extension FakeCard {
    private mutating func play(_ count: Int, _ wiring: SoundWiring) {
        if demand == .idle { idleMilliseconds += playbackRate.milliseconds(samples: count) }
        guard playback.isOpen, server == .up, !suspended.contains(.playback) else { return }
        playback.play(count, rate: playbackRate, latency: latency, wiring: wiring)
    }

    private mutating func capture(_ count: Int, leaving: Int, _ wiring: SoundWiring) {
        guard assembler != nil else { return }
        guard server == .up, !suspended.contains(.capture) else { return stall(count) }
        if frozenSamples > 0 {
            loseCapture(frozenSamples)
            frozenSamples = 0
        }
        guard var assembler else { return }
        let played = playback.played
        let samples = microphone.hear(Int(assembler.position.samples), count, leaving) { played.read($0) }
        assembler.append(samples.span) { block in
            if let health = meter.inspect(block) { events.append(.input(health)) }
            var clock = pair
            clock.playback = pair.playbackTime(at: block.start)
            clock.capture = block.start
            wiring.capture.captured(block, clock: clock)
        }
        nextCapture = assembler.position
        self.assembler = assembler
    }

    /// Frames stop coming without a word. After a while that is noticed.
    private mutating func stall(_ count: Int) {
        guard server == .frozen else { return }
        frozenSamples += count
        let milliseconds = captureRate.milliseconds(samples: frozenSamples)
        if milliseconds >= Self.stallMilliseconds {
            tell(.capture, .stalled(milliseconds: Self.stallMilliseconds))
            if playback.isOpen { tell(.playback, .stalled(milliseconds: Self.stallMilliseconds)) }
        }
    }

    private static var stallMilliseconds: Int { 500 }

    private mutating func loseCapture(_ samples: Int) {
        guard assembler != nil else { return }
        let unfinished = assembler?.skip(samples) ?? 0
        nextCapture = assembler?.position ?? nextCapture
        events.append(.lost(.capture, samples: samples + unfinished))
        measurePair()
    }

    private mutating func losePlayback(_ samples: Int) {
        guard playback.isOpen else { return }
        playback.lose(samples)
        events.append(.lost(.playback, samples: samples))
        measurePair()
    }
}

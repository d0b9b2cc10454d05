import CTestBench

/// Everything the room knows. Guarded by `AcousticRoom`'s lock.
struct RoomState {
    struct Injection {
        var start: Int
        var samples: [Int16]
        var gain: Float
        var range: Range<Int> { start..<start + samples.count }
    }

    private(set) var settings: RoomSettings
    /// What the loudspeaker played, and what the microphone hears, by the number of the sample.
    private(set) var played: SampleTape
    private(set) var heard: SampleTape
    private(set) var playedClock: ClockLine
    private(set) var heardClock: ClockLine
    private(set) var figures = RoomFigures()
    /// A loudspeaker's sample reaches the microphone this many numbers later; `nil` while one of them is missing.
    private(set) var offset: Int?
    private var path: EchoPath?
    private var injections: [Injection] = []
    /// Computed and not asked for yet: the path works in blocks, the server asks as it likes.
    private var ready: [Int16] = []
    private var blocksUntilCheck = 0

    init(_ settings: RoomSettings) {
        self.settings = settings
        played = SampleTape(capacity: settings.memorySeconds * settings.rate)
        heard = SampleTape(capacity: settings.memorySeconds * settings.rate)
        playedClock = ClockLine(rate: settings.rate)
        heardClock = ClockLine(rate: settings.rate)
    }

    /// First sample whose sound is not fixed yet.
    var horizon: Int { heard.end + ready.count }

    mutating func change(_ new: RoomSettings) {
        offset = offset.map { $0 + new.delaySamples - settings.delaySamples }
        settings = new
        if offset != nil { path = EchoPath(new, driftStart: horizon) }
    }

    mutating func inject(_ samples: [Int16], at start: Int, gain: Float) {
        injections.append(Injection(start: start, samples: samples, gain: gain))
    }

    /// When the next sample is at the loudspeaker, or at the microphone.
    mutating func observe(played isPlayed: Bool, _ instant: Int64) {
        if isPlayed {
            playedClock.observe(index: played.end, instant: instant)
        } else {
            heardClock.observe(index: heard.end, instant: instant)
        }
    }

    mutating func record(_ samples: [Int16]) {
        played.append(samples)
    }

    /// The next `count` samples for the microphone.
    mutating func take(_ count: Int) -> [Int16] {
        while ready.count < count { computeBlock() }
        let taken = Array(ready[0..<count])
        heard.append(taken)
        ready.removeFirst(count)
        return taken
    }

    /// A stream began, stood still or ended: what was known of its clock is void.
    mutating func disturb(played isPlayed: Bool) {
        if isPlayed { playedClock.forget() } else { heardClock.forget() }
        figures.disturbances += offset == nil ? 0 : 1
        offset = nil
        path = nil
    }

    mutating func measure() -> RoomFigures {
        figures.playedJitter = playedClock.jitter
        figures.heardJitter = heardClock.jitter
        if let played = playedClock.slownessPartsPerMillion, let heard = heardClock.slownessPartsPerMillion {
            figures.deviceDriftPartsPerMillion = heard - played
        }
        return figures
    }

    private mutating func computeBlock() {
        let start = horizon
        keepAnchored()
        var block = [Float](repeating: 0, count: EchoPath.block)
        if let path, let offset {
            figures.lateSamples += path.add(to: &block, index: start, offset: offset, played: played)
        }
        addInjections(to: &block, at: start)
        addNoise(to: &block, at: start)
        var samples = [Int16](repeating: 0, count: EchoPath.block)
        unsafe vl_to_samples(block, &samples, block.count)
        ready += samples
    }

    private func addNoise(to block: inout [Float], at start: Int) {
        guard !settings.noise.isEmpty else { return }
        for index in block.indices { block[index] += Float(settings.noise[(start + index) % settings.noise.count]) }
    }

    private mutating func addInjections(to block: inout [Float], at start: Int) {
        let now = start..<start + block.count
        for injection in injections where injection.range.overlaps(now) {
            let part = injection.range.clamped(to: now)
            for index in part {
                block[index - start] += injection.gain * Float(injection.samples[index - injection.start])
            }
        }
        injections.removeAll { $0.range.upperBound <= start }
    }

    /// Ties the two streams together once both clocks are known, and again when one of them jumped.
    private mutating func keepAnchored() {
        blocksUntilCheck -= 1
        guard offset == nil || blocksUntilCheck <= 0 else { return }
        blocksUntilCheck = 32
        guard let wanted = measuredOffset else { return }
        if let offset, abs(offset - wanted) < settings.rate / 40 { return }
        offset = wanted
        path = EchoPath(settings, driftStart: horizon)
        figures.anchorings += 1
    }

    /// The offset that gives the wanted delay on the monotonic clock.
    private var measuredOffset: Int? {
        guard playedClock.isSettled, heardClock.isSettled, let instant = playedClock.instant(played.end),
            let index = heardClock.index(instant)
        else { return nil }
        return index - played.end + settings.delaySamples
    }
}

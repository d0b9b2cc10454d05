import Sound

/// The loudspeaker's side of a fake sound card.
struct FakePlayback {
    private(set) var isOpen = false
    /// Number of the next sample to leave the loudspeaker, and of the next to be rendered.
    private(set) var heard = 0
    private var rendered = 0
    /// From here on all that was rendered is silence.
    private var quietFrom = 0
    /// Rendered and not heard yet.
    private var pending: [Int16] = []
    private(set) var played = SampleTape(capacity: 48_000 * 120)

    mutating func open(rate: StreamRate, latency: Int, wiring: SoundWiring) {
        isOpen = true
        rendered = heard
        wiring.playback.prepare(rate: rate, start: SampleTime(Int64(heard)))
        renderAhead(rate: rate, latency: latency, wiring: wiring)
    }

    /// What was not heard never will be, and is taken back.
    mutating func close(wiring: SoundWiring) {
        isOpen = false
        pending = []
        wiring.reference.takeBack(from: SampleTime(Int64(heard)))
        if rendered > heard { wiring.playback.takenBack(from: SampleTime(Int64(heard))) }
        rendered = heard
        quietFrom = min(quietFrom, heard)
    }

    /// The device takes `count` samples.
    mutating func play(_ count: Int, rate: StreamRate, latency: Int, wiring: SoundWiring) {
        if pending.count < count { render(count - pending.count, wiring: wiring) }
        played.append(Array(pending[0..<count]))
        pending.removeFirst(count)
        heard += count
        wiring.playback.heard(until: SampleTime(Int64(heard)))
        renderAhead(rate: rate, latency: latency, wiring: wiring)
    }

    /// Falls silent within 10 ms and drops the rest.
    mutating func cut(rate: StreamRate, wiring: SoundWiring) {
        guard isOpen else { return }
        let fade = min(pending.count, rate.blockSamples)
        let faded = (0..<fade).map { Int16(Int(pending[$0]) * (fade - 1 - $0) / fade) }
        let now = SampleTime(Int64(heard))
        wiring.reference.takeBack(from: now)
        wiring.reference.write(faded.span, at: now)
        pending = faded
        rendered = heard + fade
        quietFrom = min(quietFrom, rendered)
        wiring.playback.takenBack(from: SampleTime(Int64(rendered)))
    }

    /// Renders the silence behind the last sound anew.
    mutating func hurry(rate: StreamRate, latency: Int, wiring: SoundWiring) {
        let kept = max(0, quietFrom - heard)
        guard isOpen, kept < pending.count else { return }
        pending.removeLast(pending.count - kept)
        rendered = heard + kept
        let place = SampleTime(Int64(rendered))
        wiring.reference.takeBack(from: place)
        wiring.playback.takenBack(from: place)
        renderAhead(rate: rate, latency: latency, wiring: wiring)
    }

    /// The device ran dry: it plays so much silence behind what it has. The numbers go on over it.
    mutating func lose(_ samples: Int) {
        pending += [Int16](repeating: 0, count: samples)
        rendered += samples
    }

    private mutating func renderAhead(rate: StreamRate, latency: Int, wiring: SoundWiring) {
        while pending.count < latency { render(min(rate.blockSamples, latency - pending.count), wiring: wiring) }
    }

    private mutating func render(_ count: Int, wiring: SoundWiring) {
        var samples = [Int16](repeating: 0, count: count)
        var span = samples.mutableSpan
        let start = SampleTime(Int64(rendered))
        let isSound = wiring.playback.render(into: &span, start: start)
        wiring.reference.write(samples.span, at: start)
        pending += samples
        rendered += count
        if isSound { quietFrom = rendered }
    }
}

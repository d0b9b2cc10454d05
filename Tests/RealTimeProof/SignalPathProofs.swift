import SignalPath
import Sound

/// What the sound thread and the pipeline thread run of `SignalPath`.
func signalPathProofs() -> [Proof] {
    [
        playoutQueue(), pipeline(at: 16_000), pipeline(at: 24_000), pipeline(at: 16_000, filters: .speex),
    ]
}

/// Half a minute of answers with pauses, cuts, prompts and an interruption.
private func playoutQueue() -> Proof {
    guard let playout = Playout(), let packetRate = StreamRate(hertz: 24_000) else { fatalError("no playout") }
    let second = [Int16](repeating: 3_000, count: 24_000)
    for number in 0..<UInt32(30) {
        let tag = PlayoutTag(response: 1 + number / 10, item: number)
        try? playout.enqueue(second.span, rate: packetRate, tag: tag)
        try? playout.enqueue(second.span, rate: packetRate, tag: tag, lane: .prompt)
    }
    let queue = playout.queue
    queue.prepare(rate: .highest, start: .zero)
    var position = SampleTime.zero
    var step = 0
    var samples = [Int16](repeating: 0, count: 480)
    return Proof(name: "playout queue") {
        step += 1
        if step % 100 == 20 { playout.pause() }
        if step % 100 == 40 { playout.resume() }
        if step == 1_500 { playout.raiseResponse(to: 2) }
        var span = samples.mutableSpan
        _ = queue.render(into: &span, start: position)
        position = position + 480
        queue.heard(until: SampleTime(max(0, position.samples - 1_920)))
        if step % 100 == 22 {
            position = SampleTime(position.samples - 1_000)
            queue.takenBack(from: position)
        }
    }
}

private func pipeline(at hertz: Int, filters: EchoFilters = .speexAndKalman) -> Proof {
    let tape = ReferenceTape(capacity: 96_000)
    guard let rate = StreamRate(hertz: hertz), let pipeline = Pipeline(format: PipelineFormat(rate: rate), tape: tape)
    else { fatalError("no pipeline") }
    pipeline.settings.echoFilters = filters
    let clock = ClockPair(
        capture: .zero, playback: .zero, captureRate: .highest, playbackRate: .highest, epoch: 0, isPlaying: true)
    var block = Block(start: .zero, rate: .highest, epoch: 0)
    for index in 0..<480 { _ = block.append([Int16(truncatingIfNeeded: index * 7_919)].span) }
    pipeline.prepare(block, clock: clock)
    var muted = block
    muted.silence()
    var step = 0
    return Proof(name: "pipeline at \(hertz) samples a second, \(filters)") {
        block.withSamples { tape.write($0, at: block.start) }
        step += 1
        // Muted for a tenth of the time.
        let isMuted = step % 100 >= 90
        if isMuted { muted.start = block.start }
        _ = pipeline.process(isMuted ? muted : block, clock: clock)
        block.start = block.start + 480
    }
}

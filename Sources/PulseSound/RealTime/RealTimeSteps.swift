import Sound

/// What the sound thread does for one block in steady state, with nobody at either end: for proofs that it neither
/// allocates, locks nor calls the system.
package func realTimeSteps() -> [(name: String, step: () -> Void)] {
    [("capture intake", captureStep()), ("playback feed", playbackStep()), ("clock tie", tieStep())]
}

private func captureStep() -> () -> Void {
    let intake = CaptureIntake(sink: NobodyListens(), clock: ClockTie().pair)
    intake.begin(rate: .highest, at: .milliseconds(0))
    let piece = [Int16](repeating: 3, count: 700)
    var now = 0
    return {
        now += 14
        _ = intake.take(piece.span, at: .milliseconds(now))
        intake.lose(3)
        _ = intake.takeLost()
        _ = intake.takeNewHealth()
    }
}

private func playbackStep() -> () -> Void {
    let feed = PlaybackFeed(source: NobodySpeaks(), tape: ReferenceTape(capacity: 48_000))
    feed.begin(rate: .highest)
    return {
        unsafe feed.fill(1_000, late: 10) { _ in }
        feed.heard(until: feed.written + -700)
        _ = unsafe feed.cut(at: feed.heard + 100, fade: 240) { _ in }
        _ = feed.takeLost()
    }
}

private func tieStep() -> () -> Void {
    var progress = DeviceProgress(rate: .highest)
    var tie = ClockTie()
    var now = 0
    return {
        now += 25
        tie.loosen(isPlaying: true, isNewStream: true)
        _ = progress.report(Double(now * 48), at: .milliseconds(now))
        _ = tie.measure(capture: progress, .highest, playback: progress, .highest, at: .milliseconds(now))
    }
}

private final class NobodyListens: CaptureSink {
    func captured(_ block: Block, clock: ClockPair) {}
}

private final class NobodySpeaks: PlaybackSource {
    func prepare(rate: StreamRate, start: SampleTime) {}
    func takenBack(from first: SampleTime) {}
    func heard(until end: SampleTime) {}

    func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        for index in 0..<target.count { target[index] = 7 }
        return true
    }
}

import Sound

/// Ties the microphone's clock to the loudspeaker's: measured once an epoch, then left alone so that it does not jitter.
///
/// The first report of both devices gives a pair at once; when enough reports are in, a better one replaces it if it
/// differs by more than a millisecond. Runs on the sound thread: no allocation.
struct ClockTie: Sendable {
    private(set) var pair: ClockPair
    private var isMeasured = false
    private var isSettled = false

    init() {
        pair = ClockPair(
            capture: .zero, playback: .zero, captureRate: .highest, playbackRate: .highest, epoch: 0, isPlaying: false)
    }

    /// Whether reports of both devices are still needed.
    var needsReports: Bool { !isSettled }

    /// The tie may no longer hold. After lost samples the old pair stays until a measure contradicts it: indices jump
    /// by what was lost, so it mostly still fits. When a stream is new, it cannot.
    mutating func loosen(isPlaying: Bool, isNewStream: Bool) {
        guard isPlaying || pair.isPlaying else { return }
        if isNewStream { isMeasured = false }
        isSettled = !isPlaying
        guard !isPlaying else { return }
        isMeasured = false
        pair.isPlaying = false
        pair.epoch += 1
    }

    /// Looks at what is known of both devices now. Returns whether there is a new pair.
    mutating func measure(
        capture: DeviceProgress, _ captureRate: StreamRate, playback: DeviceProgress, _ playbackRate: StreamRate,
        at now: Moment
    ) -> Bool {
        guard !isSettled, let recorded = capture.place(at: now), let heard = playback.place(at: now) else {
            return false
        }
        let hasEnough = min(capture.reports, playback.reports) >= DeviceProgress.kept
        isSettled = hasEnough
        let better = pair(SampleTime(recorded), captureRate, SampleTime(heard), playbackRate)
        guard !isMeasured || hasEnough && differs(better) else { return false }
        isMeasured = true
        pair = better
        return true
    }

    private func pair(
        _ capture: SampleTime, _ captureRate: StreamRate, _ playback: SampleTime, _ playbackRate: StreamRate
    ) -> ClockPair {
        ClockPair(
            capture: capture, playback: playback, captureRate: captureRate, playbackRate: playbackRate,
            epoch: pair.epoch + 1, isPlaying: true)
    }

    private func differs(_ other: ClockPair) -> Bool {
        let error = abs(other.playback - pair.playbackTime(at: other.capture))
        return error > pair.playbackRate.samples(milliseconds: 1)
    }
}

import CPulse
import Sound

/// The reference taken from the loudspeaker's monitor: what the device was given by all programs. Sound thread only.
///
/// A monitor counts its own samples. Where both streams are is measured once; from then on the monitor's samples go
/// onto the tape under the loudspeaker's numbers by counting.
final class MonitorWork: StreamWork {
    let direction = SoundDirection.capture
    private let tape: ReferenceTape
    private unowned let playback: PlaybackWork
    /// Milliseconds that the server hands over at once.
    var fragmentMilliseconds = 10
    private(set) var progress = DeviceProgress(rate: .highest)
    /// Samples read from this stream so far.
    private var position = 0
    /// Added to a monitor's number it gives the loudspeaker's; `nil` until measured.
    private var offset: Int?
    private var isSettled = false

    private static let timingInterval = 25

    init(tape: ReferenceTape, playback: PlaybackWork) {
        self.tape = tape
        self.playback = playback
    }

    func connect(_ stream: PulseStream, to target: StreamTarget) -> Bool {
        stream.record(from: target.device, fragmentSamples: target.rate.samples(milliseconds: fragmentMilliseconds))
    }

    func begin(_ stream: PulseStream, at now: Moment) {
        position = 0
        progress = DeviceProgress(rate: stream.rate)
        loosen()
    }

    /// The loudspeaker's stream began anew or ran dry: its numbers must be found again.
    func loosen() {
        offset = nil
        isSettled = false
    }

    func serve(_ stream: PulseStream, bytes: Int, at now: Moment) -> Bool {
        var passed = false
        var data: UnsafeRawPointer?
        var count = 0
        while unsafe pa_stream_peek(stream.handle, &data, &count) == 0, count > 0 {
            if let data = unsafe data { unsafe put(data, samples: count / 2) }
            position += count / 2
            passed = true
            _ = unsafe pa_stream_drop(stream.handle)
        }
        return passed
    }

    private func put(_ data: UnsafeRawPointer, samples count: Int) {
        guard let offset, position + offset >= 0 else { return }
        let samples = unsafe UnsafeBufferPointer(start: data.assumingMemoryBound(to: Int16.self), count: count)
        let start = SampleTime(Int64(position + offset))
        realTimeSection { unsafe tape.write(samples.span, at: start) }
    }

    func timed(_ stream: PulseStream, at now: Moment) -> RunningStream? {
        guard let (info, age) = stream.timing() else { return nil }
        let held = Double(info.write_index - info.read_index) / 2
        let ahead = held - Double(info.sink_usec) * Double(stream.rate.hertz) / 1_000_000
        let moment = Moment(microseconds: now.microseconds - age)
        if !progress.report(Double(position) + ahead, at: moment) { loosen() }
        measure(at: now)
        return RunningStream(device: stream.device, rate: stream.rate, grantedSamples: 0, latencyMilliseconds: 0)
    }

    /// The first measure counts at once, a better one replaces it when enough reports are in.
    private func measure(at now: Moment) {
        guard !isSettled, let heard = playback.progress.place(at: now), let recorded = progress.place(at: now) else {
            return
        }
        let hasEnough = min(progress.reports, playback.progress.reports) >= DeviceProgress.kept
        guard offset == nil || hasEnough else { return }
        offset = Int(heard - recorded)
        isSettled = hasEnough
    }

    func ranDry(_ stream: PulseStream, _ isDry: Bool) {}

    var needsReports: Bool { !isSettled }

    func nextTiming(after last: Moment) -> Moment? {
        isSettled ? nil : last + Self.timingInterval
    }

    func slept(_ stream: PulseStream, _ isAsleep: Bool, at now: Moment) {
        progress = DeviceProgress(rate: stream.rate)
        loosen()
    }

    func end(isExcused: Bool) {
        loosen()
    }
}

import CPulse
import Sound

/// The microphone's side: reads what the server delivers and hands it to the intake. Sound thread only.
final class CaptureWork: StreamWork {
    let direction = SoundDirection.capture
    let intake: CaptureIntake
    /// Milliseconds that the server hands over at once.
    var fragmentMilliseconds = 10
    private(set) var progress = DeviceProgress(rate: .highest)
    /// The tie of the clocks is doubtful: a new stream, or sound was lost.
    private var change: StreamChange?
    /// Reports of the device's place are needed: the loudspeaker plays.
    var isTimed = false
    private var news = StreamNews()

    /// Milliseconds between two questions for the device's place.
    private static let timingInterval = 25

    init(sink: any CaptureSink, clock: ClockPair) {
        intake = CaptureIntake(sink: sink, clock: clock)
    }

    func connect(_ stream: PulseStream, to target: StreamTarget) -> Bool {
        stream.record(from: target.device, fragmentSamples: target.rate.samples(milliseconds: fragmentMilliseconds))
    }

    func begin(_ stream: PulseStream, at now: Moment) {
        intake.begin(rate: stream.rate, at: now)
        progress = DeviceProgress(rate: stream.rate)
        change = .isNew
        news = StreamNews()
    }

    func serve(_ stream: PulseStream, bytes: Int, at now: Moment) -> Bool {
        var passed = false
        var data: UnsafeRawPointer?
        var count = 0
        while unsafe pa_stream_peek(stream.handle, &data, &count) == 0, count > 0 {
            passed = unsafe take(data, samples: count / 2, at: now) || passed
            _ = unsafe pa_stream_drop(stream.handle)
        }
        return passed
    }

    /// A piece without data is a hole: the server had to leave sound out.
    private func take(_ data: UnsafeRawPointer?, samples count: Int, at now: Moment) -> Bool {
        let lostBefore = intake.lost
        defer { if intake.lost != lostBefore { change.jump() } }
        guard let data = unsafe data else {
            realTimeSection { intake.lose(count) }
            return false
        }
        let samples = unsafe UnsafeBufferPointer(start: data.assumingMemoryBound(to: Int16.self), count: count)
        return realTimeSection { unsafe intake.take(samples.span, at: now) }
    }

    func timed(_ stream: PulseStream, at now: Moment) -> RunningStream? {
        guard let (info, age) = stream.timing() else { return nil }
        // What the server holds for us, and what its device still holds, lies ahead of what we have read. A monitor
        // records what its loudspeaker will play only later.
        let held = Double(info.write_index - info.read_index) / 2
        let device = Double(Int64(info.source_usec) - Int64(info.sink_usec)) * Double(stream.rate.hertz) / 1_000_000
        let ahead = held + device
        let place = Double(intake.position.samples) + ahead
        if !progress.report(place, at: Moment(microseconds: now.microseconds - age)) { change.jump() }
        return describe(stream, latency: Int(max(0, ahead) * 1_000 / Double(stream.rate.hertz)))
    }

    /// Concerns loudspeakers only.
    func ranDry(_ stream: PulseStream, _ isDry: Bool) {}

    /// What happened to the tie of the clocks since the last call.
    func takeChange() -> StreamChange? {
        defer { change = nil }
        return change
    }

    /// Reports of before are too old to be compared with new ones: nobody asked for any since.
    func forgetProgress() {
        progress = DeviceProgress(rate: intake.rate)
    }

    func nextTiming(after last: Moment) -> Moment? {
        isTimed ? last + Self.timingInterval : nil
    }

    /// What was not recorded during sleep is no loss; what follows is no continuation.
    func slept(_ stream: PulseStream, _ isAsleep: Bool, at now: Moment) {
        intake.excuse()
        if !isAsleep { begin(stream, at: now) }
    }

    func end(isExcused: Bool) {
        if isExcused { intake.excuse() }
    }

    private func describe(_ stream: PulseStream, latency: Int) -> RunningStream? {
        news.take(
            RunningStream(
                device: stream.device, rate: stream.rate, grantedSamples: Int(stream.attributes.fragsize) / 2,
                latencyMilliseconds: 0), latency: latency)
    }
}

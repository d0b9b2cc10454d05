import CPulse
import Sound

/// The loudspeaker's side: gives the server what the feed renders, and follows what is heard. Sound thread only.
final class PlaybackWork: StreamWork {
    let direction = SoundDirection.playback
    let feed: PlaybackFeed
    private(set) var progress = DeviceProgress(rate: .highest)
    /// The tie of the clocks is doubtful: a new stream, or sound came too late.
    private var change: StreamChange?
    /// Whether the server takes sound back out of the device's buffer. PipeWire's emulation does not.
    var serverRewinds = true
    /// Reports are wanted often: the clocks are being tied.
    var isTying = false
    /// Milliseconds of buffer asked for.
    var latencyMilliseconds = 40
    /// Milliseconds asked for at once, where that is less than a quarter of the buffer.
    var fragmentMilliseconds = 10
    /// Milliseconds of a cut's fade.
    var fadeMilliseconds = 6
    private(set) var isRunning = false
    private var news = StreamNews()
    /// Index of the stream's own sample 0.
    private var base = SampleTime.zero
    /// How far the device took sound from the server. It plays it later.
    private var intake = DeviceProgress(rate: .highest)
    /// The server has nothing to play.
    private var isDry = false
    private var lastReport = Moment(microseconds: 0)
    /// Microseconds for which a report of the device's place is carried on by the clock.
    private static let reportLife: Int64 = 500_000
    /// Waits for the device's place.
    private var dueRewrite: Rewrite?
    private var lastHeard = Moment(microseconds: 0)

    /// Milliseconds. Questions for the device's place: while tying and later. Reports of what was heard.
    private static let tyingInterval = 25
    /// The device takes more while sound that hurries is on its way to the server.
    private static let hurryMargin = 2
    private static let followingInterval = 250
    private static let heardInterval = 10
    /// How much silence the server may hold, where nothing else was said for `restAfter`: it wakes us seldomer then. What
    /// is to be heard takes its place. An answer begins as soon as so much of it has come.
    private static let restDepth = 80
    private static let restAfter = 1_000
    /// Of a rewrite: how far ahead of the device rewriting begins. PulseAudio cannot take back the last 8 ms; from PipeWire
    /// nothing can be taken back that its device took, which is looked at besides.
    private var margin: Int { serverRewinds ? 9 : 4 }

    init(source: any PlaybackSource, tape: ReferenceTape) {
        feed = PlaybackFeed(source: source, tape: tape)
    }

    func connect(_ stream: PulseStream, to target: StreamTarget) -> Bool {
        stream.play(
            to: target.device, targetSamples: target.rate.samples(milliseconds: latencyMilliseconds),
            requestSamples: target.rate.samples(milliseconds: fragmentMilliseconds))
    }

    func begin(_ stream: PulseStream, at now: Moment) {
        base = feed.written
        feed.begin(rate: stream.rate)
        progress = DeviceProgress(rate: stream.rate)
        intake = DeviceProgress(rate: stream.rate)
        isDry = false
        news = StreamNews()
        change = .isNew
        isRunning = true
        lastHeard = now
    }

    func serve(_ stream: PulseStream, bytes: Int, at now: Moment) -> Bool {
        let wanted = bytes / 2
        guard wanted > 0 else { return false }
        let late = min(wanted, lateness(of: wanted, stream, at: now))
        if late > 0 { change.jump() }
        let isFirst = feed.written == base
        let count = wanted + silenceAhead(stream, at: now)
        unsafe feed.fill(count, late: late) { samples in _ = unsafe stream.write(samples) }
        if isFirst { stream.run() }
        follow(at: now)
        return true
    }

    /// Nothing but silence was given for long.
    private var isResting: Bool { feed.written - feed.quietFrom >= feed.rate.samples(milliseconds: Self.restAfter) }

    /// Samples beyond what the server keeps filled. None unless it is known where they could be taken back.
    private func silenceAhead(_ stream: PulseStream, at now: Moment) -> Int {
        guard isResting, passed(at: now) != nil else { return 0 }
        return max(0, stream.rate.samples(milliseconds: Self.restDepth) - Int(stream.attributes.tlength) / 2)
    }

    func timed(_ stream: PulseStream, at now: Moment) -> RunningStream? {
        guard let (info, age) = stream.timing() else { return nil }
        let moment = Moment(microseconds: now.microseconds - age)
        let read = Double(info.read_index) / 2
        lastReport = now
        _ = intake.report(Double(base.samples) + read, at: moment)
        let ahead = Double(info.sink_usec) * Double(stream.rate.hertz) / 1_000_000
        if info.playing != 0 {
            if !progress.report(Double(base.samples) + read - ahead, at: moment) { change.jump() }
            follow(at: now)
        }
        if let due = dueRewrite { perform(due, stream, at: now) }
        // Silence given in advance is no latency.
        if news.told != nil, isResting { return nil }
        let unheard = progress.place(at: now).map { max(0, feed.written - SampleTime($0)) }
        return describe(stream, latency: unheard.map { stream.rate.milliseconds(samples: $0) })
    }

    func ranDry(_ stream: PulseStream, _ ranDry: Bool) {
        isDry = ranDry
        stream.askForTiming()
        guard ranDry, let place = stream.dryPlace, let passed = passed(at: .now) else { return }
        // What was given since then, before we knew, came too late as far as the device has passed it.
        feed.lose(max(0, min(feed.written, passed) - (base + Int(clamping: place))))
        change.jump()
    }

    /// How many of `wanted` samples missed their time. Without a start threshold the device goes on through an
    /// underrun and plays silence: what the server asks for beyond its buffer, or what the device passed, is the past.
    private func lateness(of wanted: Int, _ stream: PulseStream, at now: Moment) -> Int {
        let beyond = max(0, wanted - Int(stream.attributes.tlength) / 2)
        guard isDry, let passed = passed(at: now) else { return beyond }
        return max(beyond, passed - feed.written)
    }

    /// How far the device took sound by now; `nil` when nothing recent is known.
    private func passed(at now: Moment) -> SampleTime? {
        guard now - lastReport < Self.reportLife, let place = intake.place(at: now) else { return nil }
        return SampleTime(place)
    }

    func nextTiming(after last: Moment) -> Moment? {
        last + (isTying || isDry ? Self.tyingInterval : Self.followingInterval)
    }

    /// A sleeping device does not get on: its reports of before say nothing.
    func slept(_ stream: PulseStream, _ isAsleep: Bool, at now: Moment) {
        progress = DeviceProgress(rate: stream.rate)
        intake = DeviceProgress(rate: stream.rate)
        change.jump()
    }

    func end(isExcused: Bool) {
        isRunning = false
        dueRewrite = nil
        isDry = false
        change = .isNew
        feed.end()
    }

    /// When what was heard must be told again: while there is something to hear.
    var heardDeadline: Moment? { isRunning && feed.heard < feed.quietFrom ? lastHeard + Self.heardInterval : nil }

    /// What happened to the tie of the clocks since the last call.
    func takeChange() -> StreamChange? {
        defer { change = nil }
        return change
    }

    /// Tells what was heard until now.
    func follow(at now: Moment) {
        guard isRunning, let place = progress.place(at: now) else { return }
        lastHeard = now
        realTimeSection { feed.heard(until: SampleTime(place)) }
    }

    /// What becomes of sound that the server has and the device has not played.
    enum Rewrite {
        /// It fades, and what the source says now follows.
        case cut
        /// What of it is silence gives way to what the source says now.
        case hurry
    }

    /// Where the server does not rewind, its present place is asked for first.
    func rewrite(_ what: Rewrite, _ stream: PulseStream, at now: Moment) {
        guard isRunning else { return }
        if serverRewinds {
            perform(what, stream, at: now)
        } else {
            if dueRewrite != .cut { dueRewrite = what }
            stream.askForTiming()
        }
    }

    private func perform(_ what: Rewrite, _ stream: PulseStream, at now: Moment) {
        dueRewrite = nil
        follow(at: now)
        var place = feed.heard + stream.rate.samples(milliseconds: margin)
        if !serverRewinds, let taken = intake.newest { place = max(place, SampleTime(Int64(taken))) }
        if what == .hurry {
            // Not every device gives back what it took; the first of what hurries must not be lost there.
            guard let taken = passed(at: now) else { return }
            place = max(place, feed.quietFrom, taken + stream.rate.samples(milliseconds: Self.hurryMargin))
        }
        let count = feed.written - place
        let fade = what == .cut ? stream.rate.samples(milliseconds: fadeMilliseconds) : 0
        _ = unsafe feed.cut(at: place, fade: fade) { samples in
            _ = unsafe stream.write(samples, offset: -count)
        }
    }

    private func describe(_ stream: PulseStream, latency: Int?) -> RunningStream? {
        news.take(
            RunningStream(
                device: stream.device, rate: stream.rate, grantedSamples: Int(stream.attributes.tlength) / 2,
                latencyMilliseconds: 0), latency: latency)
    }
}

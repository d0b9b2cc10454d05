import CPulse
import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// The sound thread's own loop: libpulse's main loop, and after each turn of it whatever follows from what happened.
///
/// Everything here runs on the sound thread. In steady state a turn moves sound and looks at a few flags and moments.
@safe final class SoundLoop {
    private let inbox: SoundInbox
    let publisher: SoundPublisher
    let mainloop: OpaquePointer
    var settings: SoundSettings
    var context: PulseContext?
    var link = ServerLink()
    var listed: [ListedDevice] = []
    var lastListing = Moment(microseconds: 0)
    let captureWork: CaptureWork
    let playbackWork: PlaybackWork
    let capture: StreamLine
    let playback: StreamLine
    /// The loudspeaker's monitor, while it is the reference.
    let monitor: StreamLine
    let monitorWork: MonitorWork
    var warmth: SinkWarmth
    private var tie = ClockTie()
    private var isStopping = false
    private var losses = LossReport()

    init(
        mainloop: OpaquePointer, wiring: SoundWiring, settings: SoundSettings, inbox: SoundInbox,
        publisher: SoundPublisher
    ) {
        unsafe self.mainloop = mainloop
        self.settings = settings
        self.inbox = inbox
        self.publisher = publisher
        warmth = SinkWarmth(keep: settings.keepSinkWarm)
        captureWork = CaptureWork(sink: wiring.capture, clock: tie.pair)
        playbackWork = PlaybackWork(source: wiring.playback, tape: wiring.reference)
        capture = StreamLine(work: captureWork, selection: settings.sourceSelection)
        playback = StreamLine(work: playbackWork, selection: settings.sinkSelection)
        monitorWork = MonitorWork(tape: wiring.reference, playback: playbackWork)
        monitor = StreamLine(work: monitorWork, selection: .monitor(of: nil))
        tellWorks(settings)
    }

    /// Runs until told to stop.
    func run() {
        perform(link.start(at: .now))
        planStreams(at: .now)
        while !isStopping {
            guard unsafe pa_mainloop_prepare(mainloop, microsecondsToSleep()) >= 0 else { break }
            guard unsafe pa_mainloop_poll(mainloop) >= 0 else { break }
            guard unsafe pa_mainloop_dispatch(mainloop) >= 0 else { break }
            settle(at: .now)
        }
        capture.close()
        playback.close()
        monitor.close()
        context = nil
    }

    /// Whether something happened outside of a turn of libpulse's loop, such as a connection refused at once.
    private var hasNews: Bool {
        inbox.hasNotes || context?.hasChanged == true || capture.hasNews || playback.hasNews || monitor.hasNews
    }

    private func microsecondsToSleep() -> Int32 {
        if hasNews { return 0 }
        var next = earliest(earliest(link.deadline, capture.deadline), earliest(playback.deadline, warmth.deadline))
        next = earliest(next, monitor.deadline)
        next = earliest(next, earliest(playbackWork.heardDeadline, earliest(listingDue, losses.deadline)))
        guard let next else { return -1 }
        return Int32(clamping: max(0, next - .now))
    }

    private func settle(at now: Moment) {
        if inbox.hasNotes { for note in inbox.take() { act(on: note, at: now) } }
        if let context, context.hasChanged { look(at: context, now) }
        if let due = listingDue, now >= due { listDevices(at: now) }
        if let context, context.streamsHaveChanged {
            context.streamsHaveChanged = false
            capture.askForMute()
            playback.askForMute()
        }
        perform(link.tick(at: now))
        cool(at: now)
        settleStreams(at: now)
        tieClocks(at: now)
        tellLosses(at: now)
    }

    private func act(on note: SoundNote, at now: Moment) {
        switch note {
        case .apply(let next): apply(next, at: now)
        case .cut: if let stream = playback.stream { playbackWork.rewrite(.cut, stream, at: now) }
        case .hurry: if let stream = playback.stream { playbackWork.rewrite(.hurry, stream, at: now) }
        case .stop: isStopping = true
        case .demand(let demand):
            warmth.demand(demand, at: now)
            planStreams(at: now)
        }
    }

    private func cool(at now: Moment) {
        guard let deadline = warmth.deadline, now >= deadline else { return }
        warmth.tick(at: now)
        planStreams(at: now)
    }

    private func tieClocks(at now: Moment) {
        if let change = captureWork.takeChange().worse(playbackWork.takeChange()) { loosenClocks(after: change) }
        let isTying = tie.needsReports && playbackWork.isRunning
        captureWork.isTimed = isTying
        playbackWork.isTying = isTying || monitor.stream != nil && monitorWork.needsReports
        if isTying,
            tie.measure(
                capture: captureWork.progress, captureWork.intake.rate, playback: playbackWork.progress,
                playbackWork.feed.rate, at: now)
        {
            captureWork.intake.clock = tie.pair
        }
        if let due = playbackWork.heardDeadline, now >= due { playbackWork.follow(at: now) }
    }

    private func loosenClocks(after change: StreamChange) {
        monitorWork.loosen()
        captureWork.forgetProgress()
        tie.loosen(
            isPlaying: playbackWork.isRunning && capture.stream != nil, isNewStream: change == .isNew)
        captureWork.intake.clock = tie.pair
    }

    private func tellLosses(at now: Moment) {
        losses.add(capture: captureWork.intake.takeLost(), playback: playbackWork.feed.takeLost(), at: now)
        if let due = losses.deadline, now >= due {
            for event in losses.take() { publisher.tell(event) }
        }
        if let health = captureWork.intake.takeNewHealth() { publisher.tell(.input(health)) }
    }
}

extension Moment {
    /// Now, on CLOCK_MONOTONIC.
    static var now: Moment {
        Moment(microseconds: Int64(clamping: pa_rtclock_now()))
    }
}

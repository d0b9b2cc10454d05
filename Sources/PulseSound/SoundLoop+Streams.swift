import Sound

/// The two streams.
extension SoundLoop {
    /// Asks both keepers what follows from devices, demand and connection.
    func planStreams(at now: Moment) {
        capture.plan(listed, isWanted: true, isLinked: link.isReady, at: now)
        playback.plan(listed, isWanted: isSinkWanted, isLinked: link.isReady, at: now)
        planMonitor(at: now)
        performStreams(at: now)
    }

    /// With the monitor as reference the loudspeaker stays open: its clock is what the reference is numbered by, and
    /// other programs may play at any time.
    /// A stream that the audio manager hushed stays, or nobody could tell when that is over.
    var isSinkWanted: Bool { warmth.isOpen || settings.reference == .monitor || playback.isHushed }

    private func planMonitor(at now: Moment) {
        let device = settings.reference == .monitor ? playback.stream?.device : nil
        monitor.choose(.monitor(of: device))
        monitor.plan(listed, isWanted: device != nil, isLinked: link.isReady, at: now)
    }

    func settleStreams(at now: Moment) {
        capture.settle(at: now)
        playback.settle(at: now)
        monitor.settle(at: now)
        performStreams(at: now)
        tellHush(of: capture, at: now)
        tellHush(of: playback, at: now)
    }

    private func tellHush(of line: StreamLine, at now: Moment) {
        guard line.takeHushChange() else { return }
        publisher.tell(.hushed(line.work.direction, line.isHushed))
        planStreams(at: now)
    }

    func performStreams(at now: Moment) {
        perform(on: capture, at: now)
        perform(on: playback, at: now)
        performMonitor(at: now)
    }

    /// The monitor has no state of its own to tell: where it is missing, the loudspeaker is too.
    private func performMonitor(at now: Moment) {
        guard !monitor.pending.isEmpty else { return }
        for action in monitor.takePending() {
            switch action {
            case .open(let target): open(target, on: monitor, at: now)
            case .close: monitor.close()
            case .report, .reconnect, .tellFrozen: break
            }
        }
    }

    private func perform(on line: StreamLine, at now: Moment) {
        guard !line.pending.isEmpty else { return }
        for action in line.takePending() {
            switch action {
            case .open(let target): open(target, on: line, at: now)
            case .close: line.close()
            case .report(let state):
                publisher.tell(line.work.direction == .capture ? .capture(state) : .playback(state))
            case .reconnect: perform(link.reconnect(at: now))
            case .tellFrozen: publisher.tell(.serverIsFrozen)
            }
        }
    }

    private func report(_ state: SoundStreamState, of line: StreamLine, at now: Moment) {
        publisher.tell(line.work.direction == .capture ? .capture(state) : .playback(state))
        if line === playback { planMonitor(at: now) }
    }

    private func open(_ target: StreamTarget, on line: StreamLine, at now: Moment) {
        guard let context else { return }
        line.open(
            target, in: context, role: line === playback ? settings.playbackRole : settings.role, at: now)
    }
}

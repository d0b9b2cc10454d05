import Sound

/// The two streams.
extension SoundLoop {
    /// Asks both keepers what follows from devices, demand and connection.
    func planStreams(at now: Moment) {
        capture.plan(listed, isWanted: true, isLinked: link.isReady, at: now)
        playback.plan(listed, isWanted: warmth.isOpen, isLinked: link.isReady, at: now)
        performStreams(at: now)
    }

    func settleStreams(at now: Moment) {
        capture.settle(at: now)
        playback.settle(at: now)
        performStreams(at: now)
    }

    func performStreams(at now: Moment) {
        perform(on: capture, at: now)
        perform(on: playback, at: now)
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

    private func open(_ target: StreamTarget, on line: StreamLine, at now: Moment) {
        guard let context else { return }
        line.open(target, in: context, role: settings.role, at: now)
    }
}

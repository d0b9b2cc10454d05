import CPulse
import Sound

/// The connection to the server, its devices, and the settings.
extension SoundLoop {
    /// Milliseconds between two looks at the device list: a storm of changes becomes a few of them.
    private static let listingInterval = 30

    /// When the devices should be listed again.
    var listingDue: Moment? {
        guard link.isReady, let context, context.devicesHaveChanged else { return nil }
        return lastListing + Self.listingInterval
    }

    func perform(_ actions: [ServerLink.Action]) {
        for action in actions {
            switch action {
            case .connect: connect()
            case .drop: drop()
            case .report(let state):
                if state == .silent { capture.serverIsSilent(at: .now) }
                publisher.tell(.server(state))
                publisher.note { $0.reconnects = link.reconnects }
            }
        }
    }

    private func connect() {
        guard let made = unsafe PulseContext(api: pa_mainloop_get_api(mainloop), role: settings.role) else { return }
        context = made
        made.connect(to: settings.server)
    }

    private func drop() {
        let now = Moment.now
        capture.plan([], isWanted: true, isLinked: false, at: now)
        playback.plan([], isWanted: isSinkWanted, isLinked: false, at: now)
        monitor.plan([], isWanted: false, isLinked: false, at: now)
        performStreams(at: now)
        context = nil
        listed = []
    }

    /// The context's condition changed.
    func look(at context: PulseContext, _ now: Moment) {
        switch context.look() {
        case .connecting: return
        case .failed(let failure):
            perform(link.failed(failure, at: now))
            excuseStreams(after: failure, at: now)
        case .ready:
            guard !link.isReady else { return }
            context.watchDevices()
            lowerOthers(in: context)
            listDevices(at: now)
        }
    }

    func listDevices(at now: Moment) {
        lastListing = now
        context?.listDevices { [unowned self] listing in listingArrived(listing) }
    }

    private func listingArrived(_ listing: DeviceListing) {
        let now = Moment.now
        if !link.isReady { perform(link.ready(listing.serverName)) }
        playbackWork.serverRewinds = !listing.serverName.contains("PipeWire")
        if listing.devices != listed {
            listed = listing.devices
            publisher.tell(.devices(listed.map(\.device)))
        }
        planStreams(at: now)
    }

    private func excuseStreams(after failure: LinkFailure, at now: Moment) {
        guard failure != .silent else { return }
        capture.serverIsAbsent()
        playback.serverIsAbsent()
        performStreams(at: now)
    }

    /// New settings: only what they change is made anew.
    func apply(_ next: SoundSettings, at now: Moment) {
        let old = settings
        settings = next
        capture.choose(next.sourceSelection)
        playback.choose(next.sinkSelection)
        warmth.keep(next.keepSinkWarm, at: now)
        tellWorks(next)
        if next.server != old.server || next.role != old.role {
            perform(link.change(at: now))
        } else {
            rebuild(from: old, to: next, at: now)
            if let context, link.isReady, next.duckOthersDecibels != old.duckOthersDecibels { lowerOthers(in: context) }
        }
        planStreams(at: now)
    }

    /// Streams whose buffers or role change are made anew.
    private func rebuild(from old: SoundSettings, to next: SoundSettings, at now: Moment) {
        let isOtherFragment = next.fragmentMilliseconds != old.fragmentMilliseconds
        if isOtherFragment {
            capture.rebuild(at: now)
            monitor.rebuild(at: now)
        }
        let isOtherLatency = next.playbackLatencyMilliseconds != old.playbackLatencyMilliseconds
        if isOtherFragment || isOtherLatency || next.playbackRole != old.playbackRole { playback.rebuild(at: now) }
    }

    /// What each stream's work needs to know of the settings.
    func tellWorks(_ settings: SoundSettings) {
        playbackWork.latencyMilliseconds = settings.playbackLatencyMilliseconds
        playbackWork.fragmentMilliseconds = settings.fragmentMilliseconds
        playbackWork.fadeMilliseconds = settings.fadeMilliseconds
        playbackWork.feed.writesTape = settings.reference == .playback
        captureWork.fragmentMilliseconds = settings.fragmentMilliseconds
        monitorWork.fragmentMilliseconds = settings.fragmentMilliseconds
    }

    private func lowerOthers(in context: PulseContext) {
        context.lowerOthers(
            by: settings.duckOthersDecibels, whileRole: settings.playbackRole,
            refused: { [unowned self] reason in publisher.tell(.othersStayLoud(reason)) },
            lowered: { [unowned self] effects in publisher.tell(.lowered(effects)) })
    }
}

extension SoundSettings {
    var sourceSelection: DeviceSelection {
        DeviceSelection(
            direction: .capture, choice: source, onLost: onSourceLost, allowsMonitor: allowMonitorAsSource)
    }

    var sinkSelection: DeviceSelection {
        DeviceSelection(direction: .playback, choice: sink, onLost: onSinkLost)
    }
}

import CPulse
import Sound

/// One direction of sound: which device, which stream, in what condition. Does what its keeper says. Sound thread only.
final class StreamLine: PulseStreamOwner {
    let work: any StreamWork
    var selection: DeviceSelection
    private var keeper = StreamKeeper()
    private(set) var stream: PulseStream?
    /// Name of the device used last.
    private var lastDevice: String?
    private var hasBegun = false
    private var wasHushed = false
    private var hasOpened = false
    private var lastTiming = Moment(microseconds: 0)
    private var measured: RunningStream?
    /// Done by the loop after each turn.
    private(set) var pending: [StreamKeeper.Action] = []

    init(work: any StreamWork, selection: DeviceSelection) {
        self.work = work
        self.selection = selection
    }

    /// When `settle` must be called at the latest.
    var deadline: Moment? {
        earliest(keeper.deadline, timingDue)
    }

    /// Whether `settle` has something to do now.
    var hasNews: Bool { stream?.hasChanged == true || !pending.isEmpty || hasBegun && measured != nil }

    /// The audio manager muted it, or asked it to be silent.
    var isHushed: Bool { stream?.isHushed ?? false }

    /// Whether that changed since it was last asked.
    func takeHushChange() -> Bool {
        defer { wasHushed = isHushed }
        return wasHushed != isHushed
    }

    /// Somebody changed some stream.
    func askForMute() {
        if hasBegun { stream?.askForMute(work.direction) }
    }

    /// A new choice forgets which device was used last.
    func choose(_ next: DeviceSelection) {
        guard next != selection else { return }
        selection = next
        lastDevice = nil
    }

    /// What is wanted changed, or what there is.
    func plan(_ listed: [ListedDevice], isWanted: Bool, isLinked: Bool, at now: Moment) {
        let device = isLinked ? selection.device(among: listed, last: lastDevice) : nil
        if let device { lastDevice = device.name }
        pending += keeper.plan(target: device.map { StreamTarget($0) }, isWanted: isWanted, isLinked: isLinked, at: now)
    }

    /// The server takes connections and says nothing: as if a stream were silent.
    func serverIsSilent(at now: Moment) {
        keeper.serverIsSilent(at: now)
    }

    func serverIsAbsent() {
        pending += keeper.serverIsAbsent()
    }

    /// Opens the stream anew where it is, because what it was opened with changed.
    func rebuild(at now: Moment) {
        guard stream != nil else { return }
        pending += keeper.failed(at: Moment(microseconds: 0))
    }

    /// Looks at what happened to the stream, and at the clock.
    func settle(at now: Moment) {
        if let stream, stream.hasChanged { look(at: stream, now) }
        if hasBegun, let measured { tell(measured, at: now) }
        if let due = timingDue, now >= due, let stream {
            lastTiming = now
            stream.askForTiming()
        }
        if let deadline = keeper.deadline, now >= deadline { pending += keeper.tick(at: now) }
    }

    /// Hands over what is to be done.
    func takePending() -> [StreamKeeper.Action] {
        defer { pending.removeAll() }
        return pending
    }

    /// Opens a stream on `target`.
    func open(_ target: StreamTarget, in context: PulseContext, role: String, at now: Moment) {
        guard
            let made = PulseStream(
                context: context, name: work.direction.rawValue, role: role, rate: target.rate, owner: self)
        else { return fail(at: now) }
        stream = made
        if !work.connect(made, to: target) { fail(at: now) }
    }

    func close() {
        guard stream != nil else { return }
        stream = nil
        if hasBegun { work.end(isExcused: !keeper.isExpectingSound) }
        hasBegun = false
        hasOpened = false
        measured = nil
    }

    func streamWantsService(_ stream: PulseStream, bytes: Int) {
        let now = Moment.now
        begin(stream, at: now)
        if work.serve(stream, bytes: bytes, at: now) {
            let actions = keeper.soundPassed(at: now)
            if !actions.isEmpty { pending += actions }
        }
    }

    func streamWasTimed(_ stream: PulseStream) {
        guard hasBegun else { return }
        measured = work.timed(stream, at: .now) ?? measured
    }

    func streamRanDry(_ stream: PulseStream, _ isDry: Bool) {
        if hasBegun { work.ranDry(stream, isDry) }
    }

    private var timingDue: Moment? {
        hasBegun ? work.nextTiming(after: lastTiming) : nil
    }

    private func begin(_ stream: PulseStream, at now: Moment) {
        guard !hasBegun else { return }
        hasBegun = true
        work.begin(stream, at: now)
        lastTiming = now
        stream.askForTiming()
        // Mixers remember: a stream may be born mute.
        stream.askForMute(work.direction)
    }

    private func look(at stream: PulseStream, _ now: Moment) {
        switch stream.look() {
        case .creating: return
        case .failed: return fail(at: now)
        case .ready: break
        }
        guard !stream.wasMoved, isOnItsDevice(stream) else { return fail(at: now) }
        begin(stream, at: now)
        if hasOpened { suspend(stream.isSuspended, at: now) }
    }

    private func suspend(_ isSuspended: Bool, at now: Moment) {
        let actions = keeper.suspended(isSuspended, at: now)
        if !actions.isEmpty, let stream { work.slept(stream, isSuspended, at: now) }
        pending += actions
    }

    /// A server that cannot find the device may choose another without a word: it could be our own loudspeaker's monitor.
    private func isOnItsDevice(_ stream: PulseStream) -> Bool {
        lastDevice == nil || stream.device == lastDevice
    }

    private func tell(_ running: RunningStream, at now: Moment) {
        measured = nil
        guard let stream else { return }
        if hasOpened {
            pending += keeper.measured(running)
        } else {
            hasOpened = true
            pending += keeper.opened(running, isSuspended: stream.isSuspended, at: now)
        }
    }

    private func fail(at now: Moment) {
        pending += keeper.failed(at: now)
    }
}

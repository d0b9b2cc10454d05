import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import LiveAudio
import Sound
import Synchronization

/// What the daemon does for the control socket. Each answer is a few lines here; the work is done where it belongs.
final class DaemonCommands: ControlCommands {
    let instruments: Instruments
    let board: StatusBoard
    let desk: SessionDesk
    let cards: CardDesk
    let mute: MuteSwitch
    let store: ConfigurationStore
    let supervision: Supervision
    let maintenance: Maintenance
    let started: Duration
    let jobs: JobDesk
    let uploads = Uploads()
    /// Sleep until values that were set for a time go.
    let expiries = DeadlineWaiters()
    /// Counts prompts.
    let prompts = Atomic(0)
    /// Held while the configuration changes, so that what is applied last is what was decided last.
    let changing = Mutex<Void>(())

    init(
        instruments: Instruments, board: StatusBoard, desk: SessionDesk, cards: CardDesk, mute: MuteSwitch,
        store: ConfigurationStore, supervision: Supervision, maintenance: Maintenance
    ) {
        self.instruments = instruments
        self.board = board
        self.desk = desk
        self.cards = cards
        self.mute = mute
        self.store = store
        self.supervision = supervision
        self.maintenance = maintenance
        started = instruments.clock.now()
        jobs = JobDesk(megaphone: instruments.megaphone)
    }

    func answer(_ request: ControlRequest, from client: ControlClient) async throws(ControlError) -> ControlReply {
        switch request {
        case .daemonStatus(let call): return call.answer(status())
        case .daemonHealth(let call): return call.answer(health())
        case .daemonMetrics(let call): return call.answer(metrics())
        case .configCheck(let call): return call.answer(store.check())
        case .configReload(let call): return call.answer(try reload(isTrial: call.params.dryRun))
        case .configShow(let call): return call.answer(shown(call.params))
        case .configSet(let call): return call.answer(try set(call.params, by: client))
        case .configUnset(let call): return call.answer(try unset(call.params))
        case .profileList(let call): return call.answer(profiles())
        case .profileUse(let call): return call.answer(try use(call.params))
        case .dspGet(let call): return call.answer(try signal(call.params))
        case .dspSet(let call): return call.answer(try set(call.params, by: client))
        case .dspUnset(let call): return call.answer(try unset(call.params))
        case .dspKeep(let call): return call.answer(try keep(call.params))
        case .dspReplay(let call): return call.answer(try replay(call.params))
        case .recordStart(let call): return call.answer(try record(call.params, for: client))
        case .recordStop(let call): return call.answer(try await stop(call.params))
        case .recordList(let call): return call.answer(recorded())
        case .recordDelete(let call):
            try delete(call.params)
            return call.done()
        case .audioSelect(let call): return call.answer(try await select(call.params, by: client))
        case .audioTest(let call): return call.answer(try await test(call.params))
        case .daemonDoctor(let call): return call.answer(try examined(call.params))
        case .daemonMaintenance(let call): return call.answer(maintain(call.params))
        case .jobStatus(let call): return call.answer(try jobs.summary(of: call.params.job))
        case .jobCancel(let call): return call.answer(.init(cancelled: try jobs.cancel(call.params.job)))
        case .sessionSay(let call): return call.answer(try say(call.params))
        case .sessionApprove(let call):
            try approve(call.params)
            return call.done()
        case .sessionInterrupt(let call):
            return call.answer(try interrupt(call.params))
        case .sessionPtt(let call):
            try desk.tell(.pushToTalk(pressed: call.params.pressed), session: call.params.session)
            return call.done()
        case .sessionTouch(let call): return call.answer(try touch(call.params))
        case .sessionUpdate(let call): return call.answer(try update(call.params))
        case .sessionPlay(let call): return call.answer(try await play(call.params, from: client))
        case .sessionImage(let call): return call.answer(try show(call.params, from: client))
        case .sessionAvatarServers(let call):
            return call.answer(.init(iceServers: try desk.avatar(of: call.params.session).relays))
        case .sessionAvatarConnect(let call): return call.answer(try await connectAvatar(call.params))
        case .audioDevices(let call): return call.answer(try await devices())
        case .audioMute(let call): return call.answer(try mute(call.params, from: client))
        case .linkKick(let call):
            let state = board.read().link.state
            desk.retryNow()
            return call.answer(.init(state: state))
        case .audioVolume(let call): return call.answer(volume(call.params))
        }
    }

    private func metrics() -> DaemonMetrics.Result {
        instruments.counters.logDropped[].set(Double(instruments.log.dropped))
        return .init(text: instruments.counters.openMetrics())
    }

    func start(_ session: SessionOrder) async throws(ControlError) {
        let settings = try store.settings(for: session.params.profile)
        try desk.start(session, settings: settings)
        takeUp(sessionBegunWith: settings)
    }

    func openTap(_ stream: TappedStream) async throws(ControlError) -> TapShape {
        guard let rate = StreamRate(hertz: sessionSettings.audio.rate) else {
            throw ControlError(.internalFault, "the signal path has no rate")
        }
        return try cards.openTap(stream, own: rate)
    }

    func take(_ order: ControlOrder) {
        switch order {
        case .endSession(let name, let reason, let drain): desk.end(name, because: reason, drain: drain)
        case .toolAnswered(let call, let outcome): desk.toolAnswered(call, outcome)
        case .toolsChanged(let tools): desk.toolsChanged(tools)
        case .closeTap(let stream): cards.closeTap(stream)
        }
    }
}

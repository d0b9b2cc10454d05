import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Dispatch
import Glibc
import Recording

/// Builds the daemon out of its parts, serves until told to end, and takes it apart again.
enum DaemonRun {
    static func run(_ arguments: Arguments) async -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow any more is an error of that write.
        signal(SIGXFSZ, SIG_IGN)
        SoundSystems.prepare()
        let loader = ConfigurationFiles.loader(arguments)
        let lastGood = ConfigurationFiles.lastGood(arguments)
        let effective: EffectiveConfiguration
        var broken: [Problem] = []
        switch loader.begin(lastGood) {
        case .loaded(let loaded): effective = loaded
        case .fallback(let old, let problems): (effective, broken) = (old, problems)
        case .refused:
            let report = CheckReport(loader.load())
            Console.error(report.text)
            WaitingClients.turnAway(ServiceNotifier())
            return report.exitCode
        }
        let settings = effective.values
        let destination = LogDestination(named: arguments.logFormat ?? settings.log.format.rawValue) ?? .suitable()
        let log = Log(to: destination.output(), level: LogLevel(settings.log.level))
        log.revealsText = settings.log.textInLog
        defer { log.close() }
        // Whatever ends the daemon from here on other than by a return below was a crash.
        let isSafe = SafeMode.begins()
        defer { SafeMode.ends() }
        let daemon = DaemonParts(effective, loader: loader, lastGood: lastGood, log: log)
        daemon.began(on: effective, broken)
        do {
            try daemon.open(isSafe: isSafe)
        } catch {
            log(.daemonFailed, error.description)
            return error.isForbidden ? ExitStatus.permission : ExitStatus.cannotCreate
        }
        return await daemon.serve()
    }
}

/// The parts of a running daemon.
private final class DaemonParts: Sendable {
    private let instruments: Instruments
    private let commands: DaemonCommands
    private let store: ConfigurationStore
    private let desk: SessionDesk
    private let supervision: Supervision
    private let notifier = ServiceNotifier()
    private let duty: ServiceDuty
    private let handOver: HandOver
    private let sleep = SleepMonitor()
    private let inherited: [InheritedDescriptor]
    /// From the first moment on: a signal that comes early waits its turn, and kills nobody.
    private let signals = Signals.stream([SIGTERM, SIGINT, SIGHUP])
    private let wishes = AsyncStream.makeStream(of: Wish.self, bufferingPolicy: .bufferingNewest(16))

    /// Why the loop below wakes up.
    private enum Wish: Sendable {
        case reload, end, endForSoundServer
    }

    init(_ effective: EffectiveConfiguration, loader: ConfigurationLoader, lastGood: LastGoodFile?, log: Log) {
        let clock = DaemonClock()
        let counters = Counters(
            version: Voicelived.version, methods: ControlMethod.allCases.map(\.rawValue),
            profiles: effective.profiles, currencies: [effective.values.budget.currency])
        let health = Health()
        instruments = Instruments(
            log: log, health: health, counters: counters, clock: clock, megaphone: Megaphone(),
            soundServerIsFrozen: { [wish = wishes.continuation] in wish.yield(.endForSoundServer) })
        let board = StatusBoard()
        board.change { $0.volumeDecibels = effective.values.audio.volume }
        store = ConfigurationStore(effective, loader: loader, lastGood: lastGood, log: log, health: health)
        supervision = Supervision(notifier: notifier, counters: counters)
        inherited = notifier.inheritedDescriptors()
        handOver = HandOver(notifier, inherited: inherited)
        let mute = MuteSwitch(startsMuted: effective.values.audio.startMuted)
        board.change { $0.mute = mute.now }
        let folder = ConfigurationFiles.instance.stateDirectory(effective.values)
        let cards = CardDesk(
            instruments: instruments, clock: clock, board: board, supervision: supervision, mute: mute,
            rooms: RoomMemory(directory: folder, log: log),
            ages: ShelfClock(folder + "/recordings-clock") { .present })
        desk = SessionDesk(
            instruments: instruments, clock: clock, board: board, cards: cards, handOver: handOver, folder: folder)
        commands = DaemonCommands(
            instruments: instruments, board: board, desk: desk, cards: cards, mute: mute, store: store,
            supervision: supervision, maintenance: Maintenance(folder: folder, log: log, health: health))
        duty = ServiceDuty(commands, supervision: supervision, notifier: notifier)
        UsableEndpoints(effective.values).tell(instruments)
    }

    /// - Parameter broken: what is wrong with the files; then the last good configuration is in use.
    func began(on effective: EffectiveConfiguration, _ broken: [Problem]) {
        guard let first = broken.first(where: { $0.severity == .error }) else {
            let files = effective.files.joined(separator: ", ")
            instruments.log(.configLoaded, "the configuration is \(files.isEmpty ? "built in" : files)")
            return store.keep(effective)
        }
        instruments.log(.configFallback, "the files are broken, the last good configuration is used: \(first.headline)")
        instruments.health.report(.configurationFallback, detail: first.headline)
    }

    func open(isSafe: Bool) throws(DoorError) {
        if isSafe { beCareful() }
        let settings = store.settings
        commands.salvageRecordings()
        let server = try ControlServer(
            doors: doors(settings), settings: ControlSettings(settings), commands: commands,
            instance: "i-\(String(UInt32.random(in: .min ... .max), radix: 16))",
            daemon: ClientName(name: "voicelived", version: Voicelived.version),
            features: ["tap.stream", "tap.opus", "tools"], wall: { WallTime.now() },
            refusal: commands.maintenance.refusal,
            observe: {
                [notes = ControlNotes(instruments: instruments, board: commands.board), uploads = commands.uploads] note
                in
                if case .disconnected(let connection) = note { uploads.forget(connection) }
                notes.take(note)
            })
        instruments.megaphone.connect(server)
        if isSafe {
            handOver.forget()
        } else if settings.session.resume, let held = handOver.take() {
            log(held)
            server.takeUp(held)
        } else if !commands.maintenance.isOn, let left = desk.abandoned(settings) {
            server.takeUp(left.params, for: left.uid, named: left.client, priority: left.priority)
        }
        // Subscribers and taps learn of a mute that was there before them.
        commands.publishAudio()
    }

    private func beCareful() {
        instruments.log(
            .daemonSafeMode, "crashed \(CrashLedger.most) times in \(CrashLedger.span) s: running with plain settings")
        instruments.health.report(.safeMode)
        do throws(ControlError) {
            let now = instruments.clock.now()
            _ = try commands.change("safe mode") { store throws(ControlError) in try store.useSafeMode(now: now) }
        } catch {
            instruments.log(.daemonSafeMode, "the plain settings do not fit the files: \(error.message)")
        }
    }

    private func log(_ held: HeldSession) {
        instruments.log(
            .sessionResumed, "session \(held.name) is gone on with, as it was before the daemon was exchanged",
            .session(held.name))
    }

    private func doors(_ settings: Settings) -> [(DoorKind, DoorPlace)] {
        let handedOver: [(DoorKind, DoorPlace)] = inherited.compactMap { socket in
            switch socket.name {
            case "control": (.control, .inherited(socket.descriptor))
            case "observe": (.observe, .inherited(socket.descriptor))
            default: nil
            }
        }
        if !handedOver.isEmpty { return handedOver }
        var doors: [(DoorKind, DoorPlace)] = [(.control, .path(ConfigurationFiles.instance.controlSocket(settings)))]
        if let path = settings.control.observeSocket.nonEmpty { doors.append((.observe, .path(path))) }
        return doors
    }

    /// Serves until SIGTERM or SIGINT, or until only a new start helps. Returns the exit status.
    func serve() async -> Int32 {
        let log = instruments.log
        log(.daemonStarted, "voicelived \(Voicelived.version) serves its control socket", .version(Voicelived.version))
        notifier.ready(status: duty.line)
        let tasks = [
            Task(executorPreference: SessionThread.shared) { [duty] in await duty.run() },
            Task { [duty, board = commands.board] in for await _ in board.stirs { duty.stir() } },
            Task { [commands] in await commands.keepRecordingsTidy() },
            Task { [health = instruments.health] in await health.write(to: log) }, listen(), followSleep(),
        ]
        let status = await obey()
        notifier.stopping(status: "stopping")
        let reason = status == ExitStatus.ok ? await StoppingReason.ofSignal() : .fault
        log(.daemonStopping, reason.words)
        instruments.megaphone.target?.publish(DaemonStopping(reason: reason.rawValue, inMilliseconds: 0))
        await desk.shutDown()
        tasks.forEach { $0.cancel() }
        instruments.megaphone.target?.stop()
        instruments.megaphone.connect(nil)
        return status
    }

    private func listen() -> Task<Void, Never> {
        Task { [signals, wish = wishes.continuation] in
            for await signal in signals {
                wish.yield(signal == SIGHUP ? .reload : .end)
            }
        }
    }

    /// Lets go before the machine sleeps, and goes on after it.
    private func followSleep() -> Task<Void, Never> {
        sleep.start()
        return Task { [sleep, desk, store, log = instruments.log] in
            for await event in sleep.events {
                switch event {
                case .sleeps:
                    log(.sleepBegins, "the machine is about to sleep")
                    await desk.sleep()
                    sleep.mayGo()
                case .awake:
                    log(.sleepEnded, "the machine is awake")
                    desk.wake { (profile) throws(ControlError) in try store.settings(for: profile) }
                }
            }
        }
    }

    private func obey() async -> Int32 {
        for await wish in wishes.stream {
            switch wish {
            case .end: return ExitStatus.ok
            case .endForSoundServer:
                if FreezeRecord.mayEnd() { return ExitStatus.temporary }
                instruments.log(.audioStalled, "the sound server is frozen again and again: the daemon stays up")
            case .reload:
                notifier.reloading()
                // What is wrong with the files stands in the log and in the daemon's health.
                _ = try? commands.reload(isTrial: false)
                notifier.ready(status: duty.line)
            }
        }
        return ExitStatus.ok
    }
}

extension DoorError {
    /// Trying again cannot help before somebody changes rights.
    fileprivate var isForbidden: Bool {
        if case .system(_, _, let number) = self { number == EACCES || number == EPERM } else { false }
    }
}

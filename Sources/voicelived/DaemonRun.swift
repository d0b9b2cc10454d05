import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Dispatch
import Glibc

/// Builds the daemon out of its parts, serves until told to end, and takes it apart again.
enum DaemonRun {
    static func run(_ arguments: Arguments) async -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        let loader = ConfigurationFiles.loader(arguments)
        let effective: EffectiveConfiguration
        switch loader.load() {
        case .loaded(let loaded): effective = loaded
        case .refused:
            let report = CheckReport(loader.load())
            Console.error(report.text)
            return report.exitCode
        }
        let settings = effective.values
        let destination = LogDestination(named: arguments.logFormat ?? settings.log.format.rawValue) ?? .suitable()
        let log = Log(to: destination.output(), level: LogLevel(settings.log.level))
        log.revealsText = settings.log.textInLog
        defer { log.close() }
        let daemon = DaemonParts(effective, loader: loader, log: log)
        do {
            try daemon.open()
        } catch {
            log(.daemonFailed, error.description)
            return ExitStatus.cannotCreate
        }
        await daemon.serve()
        return ExitStatus.ok
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

    init(_ effective: EffectiveConfiguration, loader: ConfigurationLoader, log: Log) {
        let clock = ClockSinceStart(ContinuousClock())
        let counters = Counters(version: Voicelived.version, methods: ControlMethod.allCases.map(\.rawValue))
        let health = Health()
        instruments = Instruments(
            log: log, health: health, counters: counters, clock: clock, megaphone: Megaphone())
        let board = StatusBoard()
        board.change { $0.volumeDecibels = effective.values.audio.volume }
        store = ConfigurationStore(effective, loader: loader, log: log, health: health)
        desk = SessionDesk(instruments: instruments, clock: clock, board: board)
        supervision = Supervision(notifier: notifier, counters: counters)
        commands = DaemonCommands(
            instruments: instruments, board: board, desk: desk, store: store, supervision: supervision)
    }

    func open() throws(DoorError) {
        let settings = store.settings
        let server = try ControlServer(
            doors: doors(settings), settings: ControlSettings(settings), commands: commands,
            instance: "i-\(String(UInt32.random(in: .min ... .max), radix: 16))",
            daemon: ClientName(name: "voicelived", version: Voicelived.version),
            features: ["tap.stream", "tools"], wall: { WallTime.now() },
            observe: { [notes = ControlNotes(instruments: instruments)] in notes.take($0) })
        instruments.megaphone.connect(server)
    }

    private func doors(_ settings: Settings) -> [(DoorKind, DoorPlace)] {
        let inherited = notifier.inheritedDescriptors()
        if !inherited.isEmpty {
            return inherited.compactMap { socket in
                switch socket.name {
                case "control": (.control, .inherited(socket.descriptor))
                case "observe": (.observe, .inherited(socket.descriptor))
                default: nil
                }
            }
        }
        var doors: [(DoorKind, DoorPlace)] = [(.control, .path(ConfigurationFiles.instance.controlSocket(settings)))]
        if let path = settings.control.observeSocket.nonEmpty { doors.append((.observe, .path(path))) }
        return doors
    }

    /// Serves until SIGTERM or SIGINT.
    func serve() async {
        let log = instruments.log
        log(.daemonStarted, "voicelived \(Voicelived.version) serves its control socket", .version(Voicelived.version))
        notifier.ready(status: "idle")
        let watch = Task { [supervision] in await supervision.run(log: log) }
        for await signal in Signals.stream([SIGTERM, SIGINT, SIGHUP]) {
            guard signal == SIGHUP else { break }
            notifier.reloading()
            _ = try? store.reload(isTrial: false)
            notifier.ready(status: "idle")
        }
        log(.daemonStopping, "asked to stop")
        notifier.stopping(status: "stopping")
        instruments.megaphone.target?.publish(DaemonStopping(reason: "stopped", inMilliseconds: 0))
        await desk.shutDown()
        watch.cancel()
        instruments.megaphone.target?.stop()
        instruments.megaphone.connect(nil)
    }
}

/// Signals as a stream.
enum Signals {
    static func stream(_ numbers: [Int32]) -> AsyncStream<Int32> {
        AsyncStream { continuation in
            let queue = DispatchQueue(label: "signals")
            for number in numbers {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler { @Sendable in continuation.yield(number) }
                source.resume()
                kept.withLock { $0.append(source) }
            }
        }
    }

    private static let kept = SignalSources()
}

/// Sources live as long as the process.
private final class SignalSources: @unchecked Sendable {
    // @unchecked: the queue below serialises.
    private let queue = DispatchQueue(label: "signal sources")
    private var sources: [any DispatchSourceSignal] = []

    func withLock(_ body: (inout [any DispatchSourceSignal]) -> Void) { queue.sync { body(&sources) } }
}

extension LogLevel {
    fileprivate init(_ level: LogSection.Level) {
        self =
            switch level {
            case .error: .error
            case .warning: .warning
            case .notice: .notice
            case .info: .info
            case .debug: .debug
            }
    }
}

import ControlServer
import Conversation
import Diagnostics
import Sound

/// The daemon's side of the service manager: signs of life of the loops, and the line for people. Once a second while a
/// session is on; without one there is little to look at, and a machine that does nothing should sleep.
///
/// Runs on the sessions' thread, so that one which hangs ends the supervisor's signs of life too.
final class ServiceDuty: Sendable {
    private let commands: DaemonCommands
    private let supervision: Supervision
    private let notifier: ServiceNotifier
    private let wakes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private static let diskPause = Duration.seconds(5)

    init(_ commands: DaemonCommands, supervision: Supervision, notifier: ServiceNotifier) {
        self.commands = commands
        self.supervision = supervision
        self.notifier = notifier
        supervision.expect(.progress(within: .seconds(10)), of: .supervisor)
    }

    var line: String {
        StatusLine(status: commands.status(), soundLosses: commands.board.read().soundLosses).text
    }

    /// Until cancelled.
    func run() async {
        let control = supervision.progress(of: .control)
        var watch = SoundWatch()
        var box = BoxWatch()
        let disk = DiskWatch(commands.instruments.health)
        var spare = SpareMemory()
        var told = ""
        var nextDisk = Duration.zero
        var next = wakes.stream.makeAsyncIterator()
        /// So many in a row in which nothing went on.
        var rounds = 0
        while !Task.isCancelled {
            // What ended may still be letting go.
            rounds = isQuiet ? rounds + 1 : 0
            let pause = rounds > 5 ? min(.seconds(5), supervision.longestRest) : .seconds(1)
            supervision.expect(.progress(within: pause + .seconds(4)), of: .control)
            commands.instruments.megaphone.target?.ping { control.advance() }
            watch.look(commands.cards.card?.system.status, supervision)
            look(at: &box)
            supervision.look(log: commands.instruments.log)
            let now = commands.instruments.clock.now()
            if now >= nextDisk {
                disk.look(commands.store.settings)
                nextDisk = now + Self.diskPause
            }
            commands.instruments.health.set(.budgetSpent, commands.desk.isDaySpent(commands.store.settings))
            let present = commands.board.read()
            if spare.look(clients: present.clients, hasSession: present.session != nil) { SpareMemory.giveBack() }
            let line = line
            if line != told {
                notifier.status(line)
                told = line
            }
            // Who came since the look at things found nobody resting.
            if pause > .seconds(1), !isQuiet { continue }
            let alarm = commands.instruments.clock.alarm(at: now + pause) { [wakes] in wakes.continuation.yield() }
            _ = await next.next()
            alarm.cancel()
        }
        supervision.expect(.idle, of: .control)
    }

    /// There is more to look at than before: the next round is now.
    func stir() { wakes.continuation.yield() }

    private var isQuiet: Bool {
        let present = commands.board.read()
        return commands.cards.card == nil && present.session == nil && present.clients < SpareMemory.crowd
    }

    /// Whoever waits for the network or the clock need not wait for the end of a pause.
    private func look(at box: inout BoxWatch) {
        let routes = commands.cards.card == nil ? nil : DefaultRoutes.present()
        for change in box.look(wall: BootTime.wallClock(), boot: BootTime.now(), routes: routes) {
            switch change {
            case .clockMoved(let distance):
                commands.instruments.log(.clockMoved, "the clock was moved by \(distance.milliseconds) ms")
            case .networkCame: commands.instruments.log(.networkCame, "there is a new way to the network")
            }
            commands.desk.retryNow()
        }
    }
}

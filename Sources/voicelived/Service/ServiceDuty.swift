import ControlServer
import Diagnostics
import Sound

/// The daemon's side of the service manager, once a second: signs of life of the loops, and the line for people.
final class ServiceDuty: Sendable {
    private let commands: DaemonCommands
    private let supervision: Supervision
    private let notifier: ServiceNotifier

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
        supervision.expect(.progress(within: .seconds(5)), of: .control)
        var watch = SoundWatch()
        var box = BoxWatch()
        let disk = DiskWatch(commands.instruments.health)
        var spare = SpareMemory()
        var told = ""
        while !Task.isCancelled {
            commands.instruments.megaphone.target?.ping { control.advance() }
            watch.look(commands.cards.card?.system.status, supervision)
            look(at: &box)
            disk.look(commands.store.settings)
            commands.instruments.health.set(.budgetSpent, commands.desk.isDaySpent(commands.store.settings))
            let present = commands.board.read()
            if spare.look(clients: present.clients, hasSession: present.session != nil) { SpareMemory.giveBack() }
            let line = line
            if line != told {
                notifier.status(line)
                told = line
            }
            try? await Task.sleep(for: .seconds(1))
        }
        supervision.expect(.idle, of: .control)
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

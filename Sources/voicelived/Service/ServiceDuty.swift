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
        var told = ""
        while !Task.isCancelled {
            commands.instruments.megaphone.target?.ping { control.advance() }
            watch.look(commands.desk.card?.system.status, supervision)
            let line = line
            if line != told {
                notifier.status(line)
                told = line
            }
            try? await Task.sleep(for: .seconds(1))
        }
        supervision.expect(.idle, of: .control)
    }
}

import ControlProtocol
import ControlServer
import Synchronization

extension DaemonCommands {
    func maintain(_ params: DaemonMaintenance.Params) -> DaemonMaintenance.Result {
        if let isOn = params.isOn {
            // One at a time, so that the doors end up as the switch does.
            changing.withLock { _ in
                maintenance.set(isOn)
                instruments.megaphone.target?.refuseSessions(with: maintenance.refusal)
            }
        }
        return DaemonMaintenance.Result(
            isOn: maintenance.isOn, isKept: maintenance.isKept, session: board.read().session?.session)
    }
}

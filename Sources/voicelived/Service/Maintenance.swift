import ControlProtocol
import Diagnostics
import Glibc
import Synchronization

/// Whether the admin has the box for a while. A file in the state directory says so: it outlives the daemon, the package
/// and a power cut, until somebody switches it off.
///
/// Concurrency: any thread. Switching waits for the disk, asking does not.
final class Maintenance: Sendable {
    private struct State {
        var isOn: Bool
        /// The file says the same.
        var isKept = true
    }

    private let path: String
    private let log: Log
    private let health: Health
    private let state: Mutex<State>
    /// Held while switching, so that file and state end up the same.
    private let switching = Mutex<Void>(())

    /// `folder` is the state directory.
    init(folder: String, log: Log, health: Health) {
        path = folder + "/maintenance"
        self.log = log
        self.health = health
        let isOn = JournalFile.read(path) != nil
        state = Mutex(State(isOn: isOn))
        health.set(.maintenance, isOn)
        if isOn { log(.daemonMaintenance, "maintenance is still on: new sessions are refused") }
    }

    var isOn: Bool { state.withLock { $0.isOn } }
    /// A restart changes nothing about it.
    var isKept: Bool { state.withLock { $0.isKept } }

    /// What whoever wants a session is told; nil when they are welcome.
    var refusal: ControlError? { isOn ? ControlError(.maintenance, "the box is under maintenance") : nil }

    /// It takes effect also where it cannot be kept: a full disk is a reason for maintenance.
    func set(_ isOn: Bool) {
        switching.withLock { _ in
            let trouble = isOn ? write() : erase()
            let changes = state.withLock { state in
                defer { state = State(isOn: isOn, isKept: trouble == nil) }
                return state.isOn != isOn
            }
            health.set(.maintenance, isOn)
            if changes {
                log(.daemonMaintenance, isOn ? "maintenance begins: new sessions are refused" : "maintenance is over")
            }
            if let trouble { log(.daemonMaintenance, "a restart forgets it: \(path): \(trouble)") }
        }
    }

    private func write() -> String? {
        do throws(JournalFile.Fault) {
            try JournalFile(path).replace(with: Array("on\n".utf8))
            return nil
        } catch {
            return error.description
        }
    }

    private func erase() -> String? {
        JournalFile(path).erase()
        return JournalFile.read(path) == nil ? nil : "it cannot be removed"
    }
}

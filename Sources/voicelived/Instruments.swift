import ControlServer
import Conversation
import Diagnostics
import Synchronization

/// What every part of the daemon reports to. Made once, shared by all.
struct Instruments: Sendable {
    let log: Log
    let health: Health
    let counters: Counters
    let clock: any ConversationClock
    /// The way to the subscribers of the control socket; silent until the socket is open.
    let megaphone: Megaphone
    /// Only restarting it helps, and that takes this daemon along.
    let soundServerIsFrozen: @Sendable () -> Void
}

/// Publishes to the control socket. The server and what it serves need each other; this is the one loose end.
final class Megaphone: Sendable {
    private let server = Mutex<ControlServer?>(nil)

    func connect(_ server: ControlServer?) { self.server.withLock { $0 = server } }

    /// The server, once its doors are open.
    var target: ControlServer? { server.withLock { $0 } }
}

import CLinux
import ControlProtocol
import Glibc
import Synchronization

/// What other threads hand to the server's thread. Posting never blocks for longer than an append.
final class Inbox: Sendable {
    enum Message: Sendable {
        case event(ControlEvent)
        case answered(Ticket, Result<ControlReply, ControlError>)
        case began(Ticket, ControlError?)
        case openedTap(Ticket, Result<TapShape, ControlError>)
        case frame(TapFrame)
        case toolCalled(call: String, tool: String, arguments: String, session: String)
        case toolCancelled(call: String, reason: String)
        case bargedIn(session: String)
        case takeUp(SessionStart.Params, uid: UInt32, name: String?, PriorityClass)
        case takeUpHeld(HeldSession)
        case configure(ControlSettings)
        case refuseSessions(ControlError?)
        /// Called on the server's thread: it goes round.
        case ping(@Sendable () -> Void)
        case stop

        var isPing: Bool { if case .ping = self { true } else { false } }
    }

    private struct State {
        var messages: [Message] = []
        var events = 0
        /// Events that found the inbox full.
        var lost = 0
    }

    /// Events that may wait. `latest` events and frames get half of the room, so that they never push out the others.
    private static let room = 8_192
    private let state = Mutex(State())
    private let followed = Mutex<Set<ControlTopic>>([])
    let doorbell: Int32

    init?() {
        doorbell = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        if doorbell < 0 { return nil }
    }

    deinit { close(doorbell) }

    /// For answers and orders, whose number is bounded by what was asked.
    func post(_ message: Message) {
        let wasEmpty = state.withLock { state in
            state.messages.append(message)
            return state.messages.count == 1
        }
        if wasEmpty { ring() }
    }

    /// For events and frames: beyond the room they are counted and forgotten.
    func offer(_ message: Message, isKept: Bool) {
        let wasEmpty = state.withLock { state in
            guard state.events < (isKept ? Self.room : Self.room / 2) else {
                state.lost += 1
                return false
            }
            state.events += 1
            state.messages.append(message)
            return state.messages.count == 1
        }
        if wasEmpty { ring() }
    }

    /// Anybody is told of `topic`, as far as the server's thread knew after its last turn.
    func isFollowed(_ topic: ControlTopic) -> Bool { followed.withLock { $0.contains(topic) } }

    func follow(_ topics: Set<ControlTopic>) { followed.withLock { $0 = topics } }

    func takeAll() -> (messages: [Message], lost: Int) {
        var count: UInt64 = 0
        _ = unsafe read(doorbell, &count, 8)
        return state.withLock { state in
            defer { state = State() }
            return (state.messages, state.lost)
        }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(doorbell, &one, 8)
    }
}

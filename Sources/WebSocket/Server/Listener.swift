import CLinux
import Glibc
import Synchronization

/// A listening socket on a loop. Hands each accepted socket on.
final class Listener: EventHandler {
    let descriptor: SocketDescriptor
    private let loop: EventLoop
    /// The service manager's sockets outlive us: its clients wait for the next server.
    private let isShared: Bool
    private let accepted: @Sendable (SocketDescriptor) -> Void
    private let token = Mutex<EventLoop.Token?>(nil)
    /// Given up when descriptors run out, to accept and close one client instead of spinning.
    private let reserve = Mutex<SocketDescriptor?>(nil)

    init(
        _ descriptor: SocketDescriptor, _ loop: EventLoop, isShared: Bool = false,
        accepted: @escaping @Sendable (SocketDescriptor) -> Void
    ) throws(SocketFault) {
        self.descriptor = descriptor
        self.isShared = isShared
        self.loop = loop
        self.accepted = accepted
        refillReserve()
        let token = try loop.add(descriptor.number, EPOLLIN.rawValue, self)
        self.token.withLock { $0 = token }
    }

    /// Takes the socket off the loop; it closes when the last reference goes.
    func stop() {
        let token = token.withLock { token in
            defer { token = nil }
            return token
        }
        guard let token else { return }
        loop.remove(descriptor.number, token)
        if !isShared { shutdown(descriptor.number, Int32(SHUT_RDWR)) }
    }

    func ready(_ scratch: inout [UInt8]) {
        // A bounded number, so that a flood of clients does not starve those served.
        for _ in 0..<16 {
            let number = vl_accept(descriptor.number)
            if number >= 0 {
                accepted(SocketDescriptor(owning: number))
            } else if errno == EMFILE || errno == ENFILE {
                turnOneAway()
                return
            } else if errno != ECONNABORTED && errno != EINTR {
                return
            }
        }
    }

    func deadlinePassed(_ now: Moment) {}

    private func turnOneAway() {
        reserve.withLock { $0 = nil }
        let number = vl_accept(descriptor.number)
        if number >= 0 { close(number) }
        refillReserve()
    }

    private func refillReserve() {
        let spare = try? SocketDescriptor.make(family: AF_UNIX)
        reserve.withLock { $0 = spare }
    }
}

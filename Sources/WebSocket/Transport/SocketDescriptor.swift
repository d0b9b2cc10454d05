import CLinux
import Glibc

/// An open nonblocking socket. It is closed when the last one lets go, so no path can leak it.
final class SocketDescriptor: Sendable {
    let number: Int32

    /// Takes over `number`.
    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    /// A new stream socket.
    static func make(family: Int32) throws(SocketFault) -> SocketDescriptor {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let number = socket(family, kind, 0)
        guard number >= 0 else { throw SocketFault(text: SystemError.text()) }
        return SocketDescriptor(owning: number)
    }

    /// No waiting to fill packets, and an end to a connection whose bytes are not acknowledged for `patience`.
    func tuneForTCP(patience: Duration) {
        set(tcpLevel, TCP_NODELAY, 1)
        set(tcpLevel, TCP_USER_TIMEOUT, Int32(clamping: patience.wholeMilliseconds))
    }

    func set(_ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        unsafe setsockopt(number, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The other end, as text for people.
    var peer: String {
        guard let address = SocketAddress(peerOf: self) else { return "unknown" }
        guard address.family == AF_UNIX else { return address.description }
        var process = pid_t()
        var user = uid_t()
        var group = gid_t()
        guard unsafe vl_peer_credentials(number, &process, &user, &group) == 0 else { return "unknown" }
        return "uid \(user)"
    }

    /// The outcome of a connect that was in progress: 0 or an errno.
    var pendingError: Int32 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return errno }
        return code
    }
}

private let tcpLevel = Int32(IPPROTO_TCP)

/// A socket call failed.
struct SocketFault: Error, Equatable {
    let text: String
}

extension Duration {
    /// Rounded up.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        guard seconds < 1 << 40 else { return .max }
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}

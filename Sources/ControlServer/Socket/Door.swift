import CLinux
import Glibc

/// Where clients come in.
package enum DoorPlace: Equatable, Sendable {
    /// A path that the server binds, with the mode and group given, and removes when it stops.
    case path(String, mode: UInt32 = 0o660, group: UInt32? = nil)
    /// A listening socket that somebody else made, such as systemd.
    case inherited(Int32)
}

/// Why a door cannot be opened.
package enum DoorError: Error, Equatable, CustomStringConvertible {
    case pathTooLong(String)
    case alreadyServed(String)
    case notASocket(String)
    case system(String, call: String, errno: Int32)

    package var description: String {
        switch self {
        case .pathTooLong(let path): "\(path): a socket's path has at most 107 bytes; choose a shorter one"
        case .alreadyServed(let path): "\(path): another daemon answers there; stop it or choose another path"
        case .notASocket(let path): "\(path): is not a socket; remove it or choose another path"
        case .system(let path, let call, let errno): "\(path): \(call): \(unsafe String(cString: strerror(errno)))"
        }
    }
}

/// A listening socket.
final class Door {
    let kind: DoorKind
    let descriptor: Int32
    private let ownPath: String?

    init(_ kind: DoorKind, at place: DoorPlace) throws(DoorError) {
        self.kind = kind
        switch place {
        case .inherited(let descriptor):
            self.descriptor = descriptor
            ownPath = nil
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        case .path(let path, let mode, let group):
            descriptor = try Self.bind(path, mode: mode, group: group)
            ownPath = path
        }
    }

    func shut() {
        close(descriptor)
        if let ownPath { _ = unsafe unlink(ownPath) }
    }

    private static func bind(_ path: String, mode: UInt32, group: UInt32?) throws(DoorError) -> Int32 {
        try removeStale(path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .system(path, call: "socket", errno: errno) }
        // Until the mode below is set, the process's umask keeps others out.
        guard UnixAddress.bind(descriptor, path) == 0 else { throw failed(descriptor, path, "bind") }
        if let group, unsafe chown(path, uid_t.max, group) != 0 { throw failed(descriptor, path, "chown") }
        guard unsafe chmod(path, mode) == 0 else { throw failed(descriptor, path, "chmod") }
        guard listen(descriptor, 128) == 0 else { throw failed(descriptor, path, "listen") }
        return descriptor
    }

    private static func failed(_ descriptor: Int32, _ path: String, _ call: String) -> DoorError {
        let reason = errno
        close(descriptor)
        return .system(path, call: call, errno: reason)
    }

    /// A socket nobody listens on is left from a daemon that died.
    private static func removeStale(_ path: String) throws(DoorError) {
        guard path.utf8.count <= UnixAddress.longestPath else { throw .pathTooLong(path) }
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC | O_NONBLOCK, 0)
        guard probe >= 0 else { throw .system(path, call: "socket", errno: errno) }
        defer { close(probe) }
        let answers = UnixAddress.connect(probe, path) == 0 || errno == EAGAIN
        if answers { throw .alreadyServed(path) }
        _ = unsafe unlink(path)
    }
}

import CLinux
import Glibc

/// The manager's end of the notification protocol: a datagram socket whose path is in `$NOTIFY_SOCKET`.
final class NotifySocket {
    enum Failure: Error { case cannotBind(Int32) }

    private let socket: Int32
    private let path: String

    init() throws {
        path = "/tmp/voicelived-notify-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw Failure.cannotBind(errno) }
        _ = unsafe setenv("NOTIFY_SOCKET", path, 1)
    }

    deinit {
        _ = unsafe unsetenv("NOTIFY_SOCKET")
        close(socket)
        _ = unsafe unlink(path)
    }

    /// The next message that is already there; nil if there is none.
    func receive() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(socket, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return count >= 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    /// The next message and the descriptor that came with it.
    func receiveWithDescriptor() -> (String, Int32)? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var control = [UInt8](repeating: 0, count: 64)
        let count = unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe control.withUnsafeMutableBytes { control in
                var part = unsafe iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
                return unsafe withUnsafeMutablePointer(to: &part) { part in
                    var header = unsafe msghdr()
                    unsafe header.msg_iov = part
                    unsafe header.msg_iovlen = 1
                    unsafe header.msg_control = control.baseAddress
                    unsafe header.msg_controllen = control.count
                    return unsafe recvmsg(socket, &header, Int32(MSG_DONTWAIT))
                }
            }
        }
        guard count >= 0 else { return nil }
        // The payload of the first control message stands behind its header of 16 bytes.
        let descriptor = unsafe control.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: 16, as: Int32.self) }
        return (String(decoding: bytes[..<count], as: UTF8.self), descriptor)
    }
}

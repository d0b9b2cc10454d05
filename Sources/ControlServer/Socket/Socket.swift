import CLinux
import Glibc

/// One accepted connection's descriptor, and what is between it and the core.
final class Socket {
    let descriptor: Int32
    let id: ConnectionID
    var lines: LineBuffer
    /// Taken out of the core's queue and not yet all written.
    var outgoing: [UInt8] = []
    var written = 0
    /// What epoll watches for.
    var interest: UInt32 = 0
    var hasEnded = false
    /// Since when a line waits for its end.
    var partialSince: Int64?
    /// Since when the last words wait for a reader.
    var closingSince: Int64?

    init(descriptor: Int32, id: ConnectionID, lineLimit: Int) {
        self.descriptor = descriptor
        self.id = id
        lines = LineBuffer(limit: lineLimit)
    }

    enum Reading { case some, nothing, ended, failed }

    /// Reads once. Descriptors that a client passes along are closed by the kernel, since there is no place for them.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Reading {
        let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 {
            unsafe lines.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return .some
        }
        if count == 0 { return .ended }
        return errno == EAGAIN || errno == EINTR ? .nothing : .failed
    }

    enum Writing { case done, blocked, failed }

    /// Writes what is left of `outgoing`.
    func write() -> Writing {
        while written < outgoing.count {
            let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
            let count = unsafe outgoing.withUnsafeBytes { bytes in
                unsafe send(descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written, flags)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return errno == EAGAIN ? .blocked : .failed
            }
            written += count
        }
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= 65_536)
        written = 0
        return .done
    }
}

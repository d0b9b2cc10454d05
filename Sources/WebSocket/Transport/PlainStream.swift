import Glibc

/// Bytes over a TCP or Unix socket as they are.
final class PlainStream: ByteStream {
    let descriptor: SocketDescriptor

    init(_ descriptor: SocketDescriptor) {
        self.descriptor = descriptor
    }

    func read(into buffer: inout [UInt8]) -> Transfer {
        let count = unsafe recv(descriptor.number, &buffer, buffer.count, 0)
        return count == 0 ? .ended : Self.transfer(count, .readable)
    }

    func write(_ bytes: [UInt8], from offset: Int) -> Transfer {
        let count = unsafe bytes.withUnsafeBytes { all in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: all[offset...])
            return unsafe send(descriptor.number, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        }
        return Self.transfer(count, .writable)
    }

    func endWriting() {
        shutdown(descriptor.number, Int32(SHUT_WR))
    }

    private static func transfer(_ count: Int, _ interest: Interest) -> Transfer {
        if count >= 0 { return .bytes(count) }
        // An interrupted call is tried again at the next turn of the loop, which comes at once.
        return errno == EAGAIN || errno == EINTR ? .wouldBlock(interest) : .failed(SystemError.text())
    }
}

import CSystemd
import Glibc

/// A descriptor that the service manager opened or kept for us.
package struct InheritedDescriptor: Sendable, Equatable {
    /// The socket unit's `FileDescriptorName=`, or the name under which it was stored.
    package let name: String
    package let descriptor: Int32

    package init(name: String, descriptor: Int32) {
        self.name = name
        self.descriptor = descriptor
    }
}

extension ServiceNotifier {
    /// Sockets of the socket units and stored descriptors, with close-on-exec set. Ask once, at the start.
    package func inheritedDescriptors() -> [InheritedDescriptor] {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = unsafe sd_listen_fds_with_names(0, &names)
        defer { unsafe free(names) }
        guard count > 0, let names = unsafe names else { return [] }
        return (0..<Int(count)).map { index in
            defer { unsafe free(names[index]) }
            let name = unsafe names[index].map { unsafe String(cString: $0) } ?? "unknown"
            return InheritedDescriptor(name: name, descriptor: SD_LISTEN_FDS_START + Int32(index))
        }
    }
}

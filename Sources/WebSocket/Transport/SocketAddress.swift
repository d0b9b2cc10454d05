import Glibc

/// An IPv4, IPv6 or Unix address as the kernel takes it.
struct SocketAddress: Sendable {
    private var storage: sockaddr_storage
    private var size: socklen_t

    var family: Int32 { Int32(storage.ss_family) }

    init?(_ entry: addrinfo) {
        guard let address = unsafe entry.ai_addr, unsafe entry.ai_addrlen <= MemoryLayout<sockaddr_storage>.size else {
            return nil
        }
        storage = sockaddr_storage()
        size = unsafe entry.ai_addrlen
        unsafe withUnsafeMutableBytes(of: &storage) {
            unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
        }
    }

    /// Nil when the path does not fit into an address.
    init?(unixPath path: String) {
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        guard !bytes.isEmpty, bytes.count < room, !bytes.contains(0) else { return nil }
        storage = sockaddr_storage()
        storage.ss_family = sa_family_t(AF_UNIX)
        size = socklen_t(MemoryLayout<sockaddr_un>.size)
        unsafe withUnsafeMutableBytes(of: &storage) {
            let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
            unsafe UnsafeMutableRawBufferPointer(rebasing: $0[offset...]).copyBytes(from: bytes)
        }
    }

    /// The address that a bound socket has.
    init?(boundOf descriptor: SocketDescriptor) {
        unsafe self.init(getsockname, descriptor)
    }

    /// The address at the other end of a connected socket.
    init?(peerOf descriptor: SocketDescriptor) {
        unsafe self.init(getpeername, descriptor)
    }

    private init?(
        _ ask: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32,
        _ descriptor: SocketDescriptor
    ) {
        storage = sockaddr_storage()
        size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var length = size
        let result = unsafe withUnsafeMutablePointer(to: &storage) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe ask(descriptor.number, $0, &length)
            }
        }
        guard result == 0 else { return nil }
        size = length
    }

    func connect(_ descriptor: SocketDescriptor) -> Int32 {
        unsafe withPointer { unsafe Glibc.connect(descriptor.number, $0, size) }
    }

    func bind(_ descriptor: SocketDescriptor) -> Int32 {
        unsafe withPointer { unsafe Glibc.bind(descriptor.number, $0, size) }
    }

    private func withPointer<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
        unsafe withUnsafePointer(to: storage) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }

    /// Number of the port, for TCP.
    var port: UInt16? { numeric?.port }

    private var numeric: (host: String, port: UInt16)? {
        guard family != AF_UNIX else { return nil }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var service = [CChar](repeating: 0, count: 32)
        let result = unsafe withPointer {
            unsafe getnameinfo(
                $0, size, &host, socklen_t(host.count), &service, socklen_t(service.count),
                NI_NUMERICHOST | NI_NUMERICSERV)
        }
        guard result == 0, let port = UInt16(Self.text(service)) else { return nil }
        return (Self.text(host), port)
    }

    private var unixPath: String {
        unsafe withUnsafeBytes(of: storage) { bytes in
            let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
            let path = unsafe bytes[start..<MemoryLayout<sockaddr_un>.size].prefix { $0 != 0 }
            return unsafe String(decoding: path, as: UTF8.self)
        }
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether a host is an IPv4 or IPv6 literal and not a name.
    static func isLiteral(_ host: String) -> Bool {
        var buffer = in6_addr()
        return [AF_INET, AF_INET6].contains { unsafe inet_pton($0, host, &buffer) == 1 }
    }

    /// Whether a host is this machine: `localhost` or a loopback literal.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || (isLiteral(host) && host.hasPrefix("127."))
    }
}

extension SocketAddress: CustomStringConvertible {
    var description: String {
        guard let (host, port) = numeric else { return unixPath }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

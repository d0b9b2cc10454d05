import Glibc
import Synchronization

/// Names to addresses. `getaddrinfo` blocks, so each lookup has a thread of its own.
enum Resolver {
    /// Lookups that may be stuck at once. A name server that does not answer must not cost a thread per attempt for ever.
    private static let mostLookups = 16
    private static let running = Atomic<Int>(0)

    static func addresses(
        _ host: String, port: UInt16, _ loop: EventLoop, _ deadline: Deadline
    ) async throws(WebSocketError) -> [SocketAddress] {
        if SocketAddress.isLiteral(host) {
            return try lookUp(host, port, flags: AI_NUMERICHOST).get()
        }
        guard running.add(1, ordering: .relaxed).newValue <= mostLookups else {
            running.subtract(1, ordering: .relaxed)
            throw .dns(host: host, reason: "\(mostLookups) lookups already wait for the name server")
        }
        let promise = OneShot<Result<[SocketAddress], WebSocketError>?>()
        let started = Thread.start(name: "resolver") {
            promise.settle(lookUp(host, port, flags: AI_ADDRCONFIG))
            running.subtract(1, ordering: .relaxed)
        }
        guard started else {
            running.subtract(1, ordering: .relaxed)
            throw .dns(host: host, reason: "no thread for the lookup")
        }
        return try await loop.wait(for: promise, deadline).get()
    }

    /// Blocks.
    static func lookUp(_ host: String, _ port: UInt16, flags: Int32) -> Result<[SocketAddress], WebSocketError> {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = flags
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else {
            return .failure(.dns(host: host, reason: unsafe String(cString: gai_strerror(code))))
        }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe SocketAddress(entry.pointee) { addresses.append(address) }
            unsafe next = unsafe entry.pointee.ai_next
        }
        guard !addresses.isEmpty else { return .failure(.dns(host: host, reason: "no address")) }
        return .success(addresses)
    }
}

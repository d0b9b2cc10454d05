import Glibc

/// Binds and listens.
enum ListeningSocket {
    static func open(_ address: ListenAddress, backlog: Int32) throws(WebSocketError) -> SocketDescriptor {
        switch address {
        case .tcp(let host, let port):
            // Blocks for names; a server names its own machine.
            let addresses = try Resolver.lookUp(host, port, flags: AI_PASSIVE).get()
            return try bind(addresses[0], "\(host):\(port)", backlog)
        case .unix(let path, let mode):
            return try unix(path, mode, backlog)
        case .inherited(let number):
            return try inherited(number)
        }
    }

    private static func inherited(_ number: Int32) throws(WebSocketError) -> SocketDescriptor {
        let flags = fcntl(number, F_GETFL)
        guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0, fcntl(number, F_SETFD, FD_CLOEXEC) == 0
        else {
            throw .listen("descriptor \(number): \(SystemError.text())")
        }
        return SocketDescriptor(owning: number)
    }

    private static func unix(
        _ path: String, _ mode: UInt32, _ backlog: Int32
    ) throws(WebSocketError) -> SocketDescriptor {
        guard let address = SocketAddress(unixPath: path) else { throw .listen("\(path): not a usable socket path") }
        try removeStale(path, address)
        let descriptor = try bind(address, path, backlog, beforeListen: { unsafe chmod(path, mode) == 0 })
        return descriptor
    }

    private static func bind(
        _ address: SocketAddress, _ name: String, _ backlog: Int32, beforeListen: () -> Bool = { true }
    ) throws(WebSocketError) -> SocketDescriptor {
        let descriptor: SocketDescriptor
        do { descriptor = try SocketDescriptor.make(family: address.family) } catch {
            throw .listen("\(name): \(error.text)")
        }
        if address.family != AF_UNIX { descriptor.set(SOL_SOCKET, SO_REUSEADDR, 1) }
        guard address.bind(descriptor) == 0, beforeListen(), listen(descriptor.number, backlog) == 0 else {
            throw .listen("\(name): \(SystemError.text())")
        }
        return descriptor
    }

    /// A socket file that refuses connections was left by a process that died.
    private static func removeStale(_ path: String, _ address: SocketAddress) throws(WebSocketError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .listen("\(path): exists and is not a socket") }
        guard let probe = try? SocketDescriptor.make(family: AF_UNIX) else { return }
        guard address.connect(probe) != 0, errno == ECONNREFUSED else {
            throw .listen("\(path): somebody listens there")
        }
        unsafe unlink(path)
    }
}

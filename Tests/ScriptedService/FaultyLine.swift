import Dispatch
import Glibc
import Synchronization

/// A wire between a client and a service that a test can spoil: it passes bytes on, whatever they mean, until told to
/// stall, to slow down or to break. TLS goes through it as it is.
///
/// A thread that accepts, and two for each connection; they end with this object.
package final class FaultyLine: Sendable {
    /// The way to the service through this wire.
    package let port: UInt16
    private let target: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    package struct CannotListen: Error {}

    private struct State {
        var wires: [Int: Wire] = [:]
        var accepted = 0
        /// Bytes a second that are taken from the client; `nil`: as they come.
        var uplinkPace: Int?
        /// Bytes that still reach the client before the line breaks.
        var downlinkLeft: Int?
        var areNewStalled = false
    }

    /// One connection. Its descriptors are open as long as it stands in the state.
    private struct Wire {
        var client: Int32
        var service: Int32
        var isStalled = false
        var directions = 2

        /// Ends both directions. A reset instead of a farewell.
        func cut() {
            var abrupt = linger(l_onoff: 1, l_linger: 0)
            for end in [client, service] {
                _ = unsafe setsockopt(end, SOL_SOCKET, SO_LINGER, &abrupt, socklen_t(MemoryLayout<linger>.size))
                shutdown(end, Int32(SHUT_RDWR))
            }
        }
    }

    /// Leads to `target` on this machine.
    package init(to target: UInt16) throws {
        self.target = target
        listener = Loopback.socket()
        guard let port = Loopback.listen(listener) else { throw CannotListen() }
        self.port = port
        Self.onThread("line") { [listener, weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0, let line = self else { break }
                line.join(client)
            }
            close(listener)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        breakAll()
    }

    /// Connections that came so far.
    package var accepted: Int { state.withLock { $0.accepted } }

    // MARK: Faults

    /// Nothing goes through the present connections any more, and neither side is told. New ones work.
    package func stallPresent() {
        state.withLock { state in
            for number in state.wires.keys { state.wires[number]?.isStalled = true }
        }
    }

    /// Nothing goes through any connection, present or to come, until it ends.
    package func stallAll(_ isStalled: Bool) {
        state.withLock { state in
            state.areNewStalled = isStalled
            for number in state.wires.keys { state.wires[number]?.isStalled = isStalled }
        }
    }

    /// Takes only so much a second from the client.
    package func slowUplink(bytesPerSecond: Int?) { state.withLock { $0.uplinkPace = bytesPerSecond } }

    /// Breaks once this many more bytes have reached the client: in the middle of whatever they are.
    package func breakAfter(bytes: Int) { state.withLock { $0.downlinkLeft = bytes } }

    /// Breaks all connections without a farewell.
    package func breakAll() {
        state.withLock { state in
            for wire in state.wires.values { wire.cut() }
        }
    }

    // MARK: Passing on

    /// These block: each has a queue, and so a thread, of its own.
    private static func onThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
        DispatchQueue(label: name).async(execute: body)
    }

    private func join(_ client: Int32) {
        let service = Loopback.socket()
        guard Loopback.connect(service, to: target) else {
            close(client)
            close(service)
            return
        }
        let number = state.withLock { state in
            state.accepted += 1
            state.wires[state.accepted] = Wire(client: client, service: service, isStalled: state.areNewStalled)
            return state.accepted
        }
        Self.onThread("uplink") { [self] in
            pump(from: client, to: service, isUplink: true, number)
            over(number)
        }
        Self.onThread("downlink") { [self] in
            pump(from: service, to: client, isUplink: false, number)
            over(number)
        }
    }

    /// One direction is over, and so the other one.
    private func over(_ number: Int) {
        state.withLock { state in
            guard let wire = state.wires[number] else { return }
            state.wires[number]?.directions -= 1
            shutdown(wire.client, Int32(SHUT_RDWR))
            shutdown(wire.service, Int32(SHUT_RDWR))
            guard wire.directions == 1 else { return }
            state.wires[number] = nil
            close(wire.client)
            close(wire.service)
        }
    }

    private func pump(from source: Int32, to target: Int32, isUplink: Bool, _ number: Int) {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while true {
            let (isStalled, pace) = state.withLock { ($0.wires[number]?.isStalled ?? false, $0.uplinkPace) }
            if isStalled {
                if Loopback.isOver(source) { return }
                usleep(10_000)
                continue
            }
            // With a pace, a tenth of a second's worth at a time.
            let most = isUplink ? min(bytes.count, max(1, (pace ?? .max) / 10)) : bytes.count
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(source, $0.baseAddress, most, 0) }
            guard count > 0 else { return }
            if isUplink, pace != nil { usleep(100_000) }
            let allowed = isUplink ? count : allow(count)
            guard Loopback.send(bytes[..<allowed], to: target) else { return }
            if allowed < count { return state.withLock { $0.wires[number] }?.cut() ?? () }
        }
    }

    /// How many of these bytes may still reach the client.
    private func allow(_ count: Int) -> Int {
        state.withLock { state in
            guard let left = state.downlinkLeft else { return count }
            state.downlinkLeft = left >= count ? left - count : nil
            return min(left, count)
        }
    }
}

/// Blocking sockets of this machine.
private enum Loopback {
    static func socket() -> Int32 {
        Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }

    static func isOver(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        return unsafe poll(&entry, 1, 0) > 0 && entry.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
    }

    static func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var sent = bytes.startIndex
        while sent < bytes.endIndex {
            let count = unsafe bytes[sent...].withUnsafeBytes { rest in
                unsafe Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    static func connect(_ descriptor: Int32, to port: UInt16) -> Bool {
        var address = address(port)
        var one: Int32 = 1
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe Glibc.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        } == 0
    }

    /// The port it listens on.
    static func listen(_ descriptor: Int32) -> UInt16? {
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, 16) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        return isListening ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

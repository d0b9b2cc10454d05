package import ControlProtocol
import Glibc

/// A raw client for tests: writes any bytes, reads lines with a deadline.
package final class LineClient {
    package private(set) var descriptor: Int32
    private var input: [UInt8] = []

    package struct Trouble: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// What must live as long as the client does: its server.
    private var kept: LiveServer?

    package init(_ path: String, keeping server: LiveServer? = nil) throws {
        kept = server
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        try Self.connect(descriptor, path)
    }

    /// Takes over a connected socket.
    package init(adopting descriptor: Int32) {
        self.descriptor = descriptor
    }

    package static func connect(_ descriptor: Int32, _ path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let failed = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard failed == 0 else { throw Trouble(description: "connect \(path): errno \(errno)") }
    }

    deinit { hangUp() }

    package func hangUp() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    /// No more requests will come.
    package func endInput() { shutdown(descriptor, Int32(SHUT_WR)) }

    // MARK: Writing

    /// How many bytes the server took before it hung up.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(
                    descriptor, $0.baseAddress.map { unsafe $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return sent }
            sent += count
        }
        return sent
    }

    package func send(line: String) { send(Array((line + "\n").utf8)) }

    // MARK: Reading

    /// The next line as JSON; nil at the end of the stream.
    package func read(seconds: Double = 5) throws -> JSONValue? {
        guard let line = try readLine(seconds: seconds) else { return nil }
        return try JSONParser.parse(line, limits: .reply)
    }

    package func readLine(seconds: Double = 5) throws -> [UInt8]? {
        let deadline = Self.now + seconds
        while true {
            if let end = input.firstIndex(of: 0x0A) {
                defer { input.removeFirst(end + 1) }
                return Array(input[..<end])
            }
            guard try receive(until: deadline) else { return nil }
        }
    }

    /// Reads `count` lines without a look at them, and returns how many bytes they had. Nothing may come behind them.
    @discardableResult
    package func skipLines(_ count: Int, seconds: Double = 5) throws -> Int {
        let deadline = Self.now + seconds
        var (lines, bytes) = (0, 0)
        while true {
            lines += input.count { $0 == 0x0A }
            bytes += input.count
            let isWhole = input.last == 0x0A
            input.removeAll(keepingCapacity: true)
            if lines >= count, isWhole { return bytes }
            guard try receive(until: deadline) else { throw Trouble(description: "hung up after \(lines) lines") }
        }
    }

    /// `count` bytes as they come, or fewer at the end of the stream.
    package func readBytes(_ count: Int, seconds: Double = 5) throws -> [UInt8] {
        let deadline = Self.now + seconds
        while input.count < count {
            guard try receive(until: deadline) else { break }
        }
        defer { input.removeFirst(min(count, input.count)) }
        return Array(input.prefix(count))
    }

    /// True when the server hangs up without another line.
    package func isAtEnd(seconds: Double = 5) throws -> Bool {
        try readLine(seconds: seconds) == nil
    }

    private func receive(until deadline: Double) throws -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let left = Int32(clamping: Int(max(0, (deadline - Self.now) * 1_000)))
        guard unsafe poll(&watched, 1, left) > 0 else { throw Trouble(description: "nothing came in time") }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return false }
        input += buffer.prefix(count)
        return true
    }

    package static var now: Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: Requests

    /// Sends one line and reads one.
    package func ask(_ line: String, seconds: Double = 5) throws -> JSONValue {
        send(line: line)
        guard let reply = try read(seconds: seconds) else { throw Trouble(description: "hung up") }
        return reply
    }

    package func ask(bytes: [UInt8], seconds: Double = 5) throws -> JSONValue {
        send(bytes)
        guard let reply = try read(seconds: seconds) else { throw Trouble(description: "hung up") }
        return reply
    }

    /// The error's code, as `session/busy`; nil when it went well.
    package func fault(_ line: String, seconds: Double = 5) throws -> String? {
        try ask(line, seconds: seconds)["error"]?["data"]?["code"]?.string
    }

    /// Reads until a line has this method.
    package func notification(_ method: String, seconds: Double = 5) throws -> JSONValue {
        let deadline = Self.now + seconds
        while let message = try read(seconds: max(0, deadline - Self.now)) {
            if message["method"]?.string == method { return message }
        }
        throw Trouble(description: "hung up before \(method)")
    }
}

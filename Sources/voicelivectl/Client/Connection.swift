import ControlProtocol
import Glibc

/// One connection to the daemon: requests out, replies and notifications in, one thing at a time.
final class Connection {
    private let descriptor: Int32
    private let timeout: Int
    private var input: [UInt8] = []
    private var lastID: Int64 = 0
    /// Notifications that came before the reply they were read with.
    private var notifications: [JSONValue] = []

    /// `timeout` is in milliseconds and holds for connecting and for each reply.
    init(_ places: SocketPlaces, timeout: Int) throws(Failure) {
        self.timeout = timeout
        var problems: [String] = []
        for path in places.paths {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
            guard descriptor >= 0 else { throw Failure(.software, "socket: \(Self.reason(errno))") }
            if Self.connect(descriptor, path) {
                self.descriptor = descriptor
                return
            }
            let reason = errno
            close(descriptor)
            if reason == EACCES {
                throw Failure(
                    .permission, "you may not use \(path)",
                    hint: "ask the administrator to add you to the group voicelived-clients")
            }
            problems.append("\(path): \(Self.reason(reason))")
        }
        throw Failure(
            .unavailable, "the daemon is not running (\(problems.joined(separator: "; ")))",
            hint: "start it: systemctl start voicelived, or name its socket with --socket")
    }

    deinit { close(descriptor) }

    private static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }

    private static func connect(_ descriptor: Int32, _ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < 108 else {
            errno = ENAMETOOLONG
            return false
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        return unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        } == 0
    }

    // MARK: Requests

    /// Sends a request and waits for its reply. A daemon that asks to come again a little later is asked again: nothing
    /// was done.
    func call(_ method: String, _ params: JSONObject = JSONObject(), timeout: Int? = nil) throws(Failure) -> JSONValue {
        for _ in 0..<5 {
            do { return try callOnce(method, params, timeout: timeout) } catch {
                guard let wait = error.retryAfterMilliseconds, wait <= 1_000 else { throw error }
                usleep(UInt32(clamping: wait * 1_000))
            }
        }
        return try callOnce(method, params, timeout: timeout)
    }

    private func callOnce(_ method: String, _ params: JSONObject, timeout: Int?) throws(Failure) -> JSONValue {
        lastID += 1
        let request = RequestEnvelope(id: .integer(lastID), method: method, params: params)
        try send(request.line + [UInt8(ascii: "\n")])
        let id = JSONValue.integer(lastID)
        while true {
            guard let message = try read(timeout: timeout ?? self.timeout) else {
                throw Failure(.temporary, "no answer to \(method) within \(timeout ?? self.timeout) ms")
            }
            if message["method"] != nil {
                notifications.append(message)
            } else if message["id"] == id || message["id"] == .null {
                if let error = message["error"] { throw Failure(ControlError(wire: error), to: method) }
                return message["result"] ?? .null
            }
        }
    }

    /// The same with typed parameters and result.
    func call<M: Method>(_ method: M.Type, _ params: M.Params, timeout: Int? = nil) throws(Failure) -> M.Result {
        let result = try call(M.facts.name, params.wire.object ?? JSONObject(), timeout: timeout)
        do { return try M.Result(wire: result) } catch {
            throw Failure(.protocol, "the daemon's answer to \(M.facts.name) is not understood: \(error.problem)")
        }
    }

    /// The next notification; nil when none came in time. Ends by `Failure` when the daemon hangs up, and when nobody
    /// takes the results any more.
    func notification(timeout: Int?) throws(Failure) -> JSONValue? {
        try StandardOutput.check()
        if !notifications.isEmpty { return notifications.removeFirst() }
        return try read(timeout: timeout, watchesOutput: true)
    }

    /// What follows the last line of a connection that became a raw stream; nil at its end.
    func rawBytes() throws(Failure) -> [UInt8]? {
        if !input.isEmpty {
            defer { input = [] }
            return input
        }
        guard try receive(timeout: nil) else { return [] }
        guard !input.isEmpty else { return nil }
        defer { input = [] }
        return input
    }

    // MARK: Lines

    private func read(timeout: Int?, watchesOutput: Bool = false) throws(Failure) -> JSONValue? {
        while true {
            if let end = input.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(input[..<end])
                input.removeFirst(end + 1)
                do { return try JSONParser.parse(line, limits: .reply) } catch {
                    throw Failure(.protocol, "the daemon sent something that is not JSON: \(error.text)")
                }
            }
            let before = input.count
            guard try receive(timeout: timeout, watchesOutput: watchesOutput) else { return nil }
            if input.count == before { throw Failure(.unavailable, "the daemon closed the connection") }
        }
    }

    /// False when nothing came in time; adds nothing to `input` at the end of the stream.
    private func receive(timeout: Int?, watchesOutput: Bool = false) throws(Failure) -> Bool {
        var watched = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), StandardOutput.watched]
        let count = unsafe poll(&watched, watchesOutput ? 2 : 1, timeout.map { Int32(clamping: $0) } ?? -1)
        if watchesOutput {
            StandardOutput.note(watched[1])
            try StandardOutput.check()
        }
        if count == 0 { return false }
        if count < 0 {
            if errno == EINTR { return false }
            throw Failure(.io, "poll: \(Self.reason(errno))")
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let length = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard length >= 0 else { throw Failure(.unavailable, "the daemon hung up: \(Self.reason(errno))") }
        input += buffer.prefix(length)
        return true
    }

    private func send(_ bytes: [UInt8]) throws(Failure) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.send(
                    descriptor, all.baseAddress.map { unsafe $0 + sent }, all.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                // The daemon may have said why before it hung up.
                return
            }
            sent += count
        }
    }
}

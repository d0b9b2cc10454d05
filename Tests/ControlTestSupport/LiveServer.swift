import ControlProtocol
package import ControlServer
import Glibc
import Synchronization

/// A real server on a real socket in a folder of its own, with a fake daemon behind it.
package final class LiveServer: Sendable {
    package let folder: String
    package var path: String { folder + "/control.sock" }
    package var observePath: String { folder + "/observe.sock" }
    package let daemon = FakeDaemon()
    package let server: ControlServer
    private let seen: SeenObservations

    /// The user is an admin unless `configure` says otherwise; the request rate is not limited unless it says so.
    package init(
        firstEvent: Int64 = 1, _ configure: (inout ControlSettings) -> Void = { _ in }
    ) throws {
        folder = try Self.makeFolder()
        var settings = ControlSettings(access: AccessPolicy(ownUser: getuid()))
        settings.limits.requestBurst = nil
        settings.limits.connectionsPerUser = 32
        configure(&settings)
        let seen = SeenObservations()
        self.seen = seen
        server = try ControlServer(
            doors: [
                (.control, .path(folder + "/control.sock")), (.observe, .path(folder + "/observe.sock", mode: 0o666)),
            ],
            settings: settings, commands: daemon, instance: "i-test",
            daemon: ClientName(name: "voicelived", version: "0.0.1"), features: ["tools"], firstEvent: firstEvent,
            executor: OwnThread.shared,
            observe: { seen.add($0) })
        let publisher = server
        daemon.onOrder { order in
            if case .endSession(let name, let reason, _) = order {
                publisher.publish(SessionState(state: .ended, reason: reason.rawValue), session: name)
            }
        }
    }

    package var observations: [ControlObservation] { seen.all }

    package func client(observing: Bool = false) throws -> LineClient {
        try LineClient(observing ? observePath : path, keeping: self)
    }

    /// Other users of this machine can reach the sockets.
    package func openToOtherUsers() throws {
        for (path, mode) in [(folder, 0o755), (self.path, 0o666)] as [(String, mode_t)] {
            guard unsafe chmod(path, mode) == 0 else { throw DoorError.system(path, call: "chmod", errno: errno) }
        }
    }

    /// Until some client follows something.
    package func waitForSubscriber() throws {
        try wait { client in
            let clients = try client.ask(#"{"id":1,"method":"daemon.clients"}"#)["result"]?["clients"]?.array ?? []
            return clients.contains { $0["subs"]?.wholeNumber ?? 0 > 0 }
        }
    }

    /// Until the daemon was told how this tool call ended.
    package func waitForAnswer(_ call: String) throws {
        try wait { [daemon] client in
            _ = try client.ask(#"{"id":1,"method":"rpc.ping"}"#)
            return daemon.orders.contains { if case .toolAnswered(call, _) = $0 { true } else { false } }
        }
    }

    private func wait(_ isThere: (LineClient) throws -> Bool) throws {
        let client = try client()
        let deadline = LineClient.now + 10
        while LineClient.now < deadline {
            if try isThere(client) { return }
        }
        throw LineClient.Trouble(description: "it did not happen in time")
    }

    package func stop() {
        server.stop()
        _ = unsafe rmdir(folder)
    }

    deinit { stop() }

    private static func makeFolder() throws -> String {
        var template = Array("/tmp/voicelived-test-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer {
            unsafe $0.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
        }
        guard made else { throw DoorError.system("/tmp", call: "mkdtemp", errno: errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

private final class SeenObservations: Sendable {
    private let list = Mutex<[ControlObservation]>([])
    var all: [ControlObservation] { list.withLock(\.self) }
    func add(_ one: ControlObservation) {
        if case .request = one { return }
        list.withLock { $0.append(one) }
    }
}

package import ControlProtocol
package import ScriptedService
package import TestBench
import WebSocket

/// Everything round the daemon: a sound server, a room, a service, and the daemon itself with a session.
package final class Stage {
    package let server: any SoundServer
    package let room: AcousticRoom
    package let agent: ScriptedAgent
    /// With `isFaulty`.
    package let wire: FaultyLine?
    package let authority: CertificateAuthority
    package private(set) var daemon: DaemonProcess
    package private(set) var client: ThinClient
    package private(set) var session = ""
    /// When `session.start` was sent, on the monotonic clock.
    package private(set) var sessionAsked: Int64 = 0

    package enum Line: Sendable {
        /// TLS over TCP, checked against the stage's own authority.
        case encrypted
        /// TCP alone.
        case plain
        /// A Unix socket.
        case local
    }

    package struct Plan: Sendable {
        package var line = Line.encrypted
        package var kind = SoundServerKind.pulseAudio
        /// `nil`: headphones.
        package var echoDecibels: Double?
        /// More about the room than that.
        package var room: RoomSettings?
        /// More TOML, by the name of its table; `[[endpoint]]` is the stage's.
        package var settings = ""
        /// Keys of `[control]`.
        package var control = ""
        /// The way to the service leads through a wire that can be spoiled.
        package var isFaulty = false
        /// A second service to fall back to.
        package var fallback: ScriptedAgent?
        /// More endpoints behind these, as TOML.
        package var endpoints = ""
        /// Endpoints instead of all these, as TOML: the scripted service is not used.
        package var onlyEndpoints: String?
        package var allowsRewinds = false
        /// What the service's machine is called; nobody but a proxy knows it.
        package var host: String?
        /// By name, as the service manager would hand them over.
        package var credentials: [String: String] = [:]
        /// A key that the service is shown.
        package var key: String?
        /// Another build of the daemon than the one beside the tests.
        package var program: String?

        package init() {}
    }

    package enum Trouble: Error {
        /// Something did not happen in time. The daemon's log is with it.
        case nothing(String, log: String)
    }

    private let folder: TemporaryFolder
    private var isSubscribed = false

    /// Starts all, and the daemon. No session yet.
    package init(_ plan: Plan = Plan()) throws {
        var options = SoundServerOptions()
        options.allowsRewinds = plan.allowsRewinds
        server = try plan.kind.start(options)
        room = try AcousticRoom(server, plan.room ?? RoomSettings(echoDecibels: plan.echoDecibels))
        authority = try CertificateAuthority()
        folder = try TemporaryFolder("stage")
        agent =
            switch plan.line {
            case .encrypted: try ScriptedAgent(identity: authority.identity)
            case .plain: try ScriptedAgent()
            case .local: try ScriptedAgent(on: .unix(path: folder.path + "/service.sock"))
            }
        wire = try plan.isFaulty ? agent.port.map { try FaultyLine(to: $0) } : nil
        var settings = """
            \(plan.control)
            [audio]
            server = "\(server.address)"
            source = "\(VirtualDevice.microphone.name)"
            sink = "\(VirtualDevice.loudspeaker.name)"
            \(plan.settings)

            """
        let url = agent.url(through: wire?.port)
        var endpoints = Self.endpoint(
            "scripted", plan.host.map { url.replacing("127.0.0.1", with: $0) } ?? url, authority,
            isOpen: plan.key == nil)
        if let fallback = plan.fallback { endpoints += Self.endpoint("fallback", fallback.url, authority) }
        settings += plan.onlyEndpoints ?? endpoints + plan.endpoints
        var credentials = plan.credentials
        if let key = plan.key { credentials[Self.keyName] = key }
        daemon = try DaemonProcess(settings, program: plan.program, credentials: credentials)
        client = try daemon.client()
    }

    private static let keyName = "voicelived.api_key"

    private static func endpoint(
        _ name: String, _ url: String, _ authority: CertificateAuthority, isOpen: Bool = true
    ) -> String {
        """
        [[endpoint]]
        name = "\(name)"
        url = "\(url)"
        model = "scripted"
        \(isOpen ? "authentication = \"none\"" : "credential = \"\(keyName)\"")
        \(url.hasPrefix("wss") ? "ca_file = \"\(authority.file)\"" : "")

        """
    }

    /// Begins a session and waits until the service hears the microphone; where nothing is sent before somebody speaks,
    /// until the service has agreed.
    package func start(_ params: JSONValue = [:], isSilent: Bool = false) async throws {
        let before = agent.lineCount
        try begin(params)
        try await wait("the microphone at the service") {
            // Looked at once: between two looks the line of the session before would pass for this one's.
            let lines = self.agent.lines
            guard lines.count > before, let line = lines.last else { return false }
            return isSilent ? line.plan != nil : !line.arrivals.isEmpty
        }
    }

    /// Begins a session, whoever serves it.
    package func begin(_ params: JSONValue = [:]) throws {
        if !isSubscribed {
            try client.ask("events.subscribe", ["topics": [["name": "session.*"], ["name": "link.state"]]])
            isSubscribed = true
        }
        sessionAsked = microseconds()
        session = try client.ask("session.start", params)["session"]?.string ?? ""
    }

    /// The next final words of the person ("user") or the agent ("assistant").
    package func said(by role: String, seconds: Double = 20) throws -> String {
        let line = try client.next("session.transcript", seconds: seconds) { message in
            let data = message["params"]?["data"]
            return data?["role"]?.string == role && data?["final"]?.bool == true
        }
        return line["params"]?["data"]?["text"]?.string ?? ""
    }

    /// Ends the daemon and starts it again with its files as it left them: by the power switch, or asked politely.
    package func restart(politely: Bool) throws {
        client.hangUp()
        if politely { daemon.child.terminate(within: .seconds(5)) } else { daemon.child.kill() }
        daemon = try daemon.again()
        client = try daemon.client()
        isSubscribed = false
    }

    /// Waits until something is so.
    package func wait(
        _ what: String, within limit: Duration = .seconds(10), until isSo: () throws -> Bool
    ) async throws {
        let deadline = Deadline(after: limit)
        while try !isSo() {
            if deadline.isOver { throw Trouble.nothing(what, log: daemon.log + server.lastWords) }
            try await Task.sleep(for: .milliseconds(3))
        }
    }

    /// Lets the room go on.
    package func listen(milliseconds: Int) async throws {
        let end = room.playedEnd + milliseconds * room.settings.rate / 1_000
        try await wait("sound to pass", within: .milliseconds(milliseconds) + .seconds(10)) {
            self.room.playedEnd >= end
        }
    }
}

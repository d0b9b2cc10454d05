import Synchronization
package import VoiceLiveProtocol
package import WebSocket

/// A service that a test drives from outside: it agrees to every session, remembers all it hears, confirms what a real
/// service confirms, and says what it is told to say. Turns are the test's to decide.
package final class ScriptedAgent: Sendable {
    private struct State {
        var service: ScriptedService?
        var lines: [HeardLine] = []
        var sessions: [ScriptedSession] = []
        var lifetime: Int?
        var relays: [ICEServer] = []
        var refusal: HTTPRefusal?
        var refused: [Int64] = []
        var keys: [String] = []

        var presentLine: Int? {
            let open = lines.indices.filter { lines[$0].isOpen && lines[$0].plan != nil }
            let heard = open.filter { !lines[$0].arrivals.isEmpty }
            return heard.max { lines[$0].lastHeard < lines[$1].lastHeard } ?? open.last
        }
    }

    private let state = Mutex(State())
    private let identity: TLSIdentity?
    private let address: ListenAddress

    package enum Trouble: Error {
        case noLine(Int)
    }

    package init(on address: ListenAddress = .tcp(host: "127.0.0.1", port: 0), identity: TLSIdentity? = nil) throws {
        self.identity = identity
        let service = try ScriptedAgent.listen(on: address, identity, state: Weakly())
        if case .tcp(let host, _) = address, let port = service.service.server.port {
            self.address = .tcp(host: host, port: port)
        } else {
            self.address = address
        }
        service.owner.fill(self)
        state.withLock { $0.service = service.service }
    }

    private static func listen(
        on address: ListenAddress, _ identity: TLSIdentity?, state owner: Weakly
    ) throws -> (service: ScriptedService, owner: Weakly) {
        let service = try ScriptedService(
            on: address, identity: identity, door: { request in owner.value?.judge(request) },
            script: { session in try await owner.value?.serve(session) })
        return (service, owner)
    }

    package var port: UInt16? { if case .tcp(_, let port) = address { port } else { nil } }

    /// For an endpoint of the daemon's configuration.
    package var url: String { url(through: nil) }

    /// The same by way of another port.
    package func url(through other: UInt16?) -> String {
        switch address {
        case .tcp(let host, let port): (identity == nil ? "ws" : "wss") + "://\(host):\(other ?? port)"
        case .unix(let path, _): "ws+unix:\(path)"
        case .inherited: ""
        }
    }

    // MARK: What was heard

    /// Every connection so far, in order.
    package var lines: [HeardLine] { state.withLock { $0.lines } }
    package var lineCount: Int { state.withLock { $0.lines.count } }
    /// The connection that carries the conversation: of those that are open, the one that heard the microphone last, or
    /// the newest that agreed on a session. `nil` when there is none.
    package var line: Int? { state.withLock { $0.presentLine } }
    /// Instants at which a client was turned away.
    package var refusals: [Int64] { state.withLock { $0.refused } }

    /// The keys that clients showed, in order.
    package var keys: [String] { state.withLock { $0.keys } }

    /// All that is not sound, of all connections in order.
    package var words: [HeardLine.Word] { state.withLock { $0.lines.flatMap(\.words) } }

    /// Samples of the microphone on the newest connection.
    package var microphoneCount: Int { state.withLock { $0.lines.last?.microphone.count ?? 0 } }

    /// The newest connection's microphone, from that sample on. Long conversations are not copied for a moment of them.
    package func microphone(from start: Int) -> [Int16] {
        state.withLock { Array($0.lines.last?.microphone.dropFirst(start) ?? []) }
    }

    // MARK: Faults

    /// Seconds that a session may last, told by `expires_at`. For sessions to come.
    package func sessionsLast(seconds: Int?) { state.withLock { $0.lifetime = seconds } }

    /// Names relays for an avatar. For sessions to come.
    package func offerRelays(_ relays: [ICEServer]) { state.withLock { $0.relays = relays } }

    /// Turns new clients away.
    package func refuse(_ refusal: HTTPRefusal?) { state.withLock { $0.refusal = refusal } }

    /// Gone from the network: connections break without a farewell, new ones are refused by the kernel.
    package func vanish() {
        let (service, sessions) = state.withLock { state in
            defer { (state.service, state.sessions) = (nil, state.sessions) }
            return (state.service, state.sessions)
        }
        service?.server.stop()
        for session in sessions { session.connection.abort() }
    }

    /// Back at the same address.
    package func comeBack() throws {
        let made = try Self.listen(on: address, identity, state: Weakly())
        made.owner.fill(self)
        state.withLock { $0.service = made.service }
    }

    /// Breaks the newest line without a farewell.
    package func dropLine() { state.withLock { $0.sessions.last }?.connection.abort() }

    /// Ends the newest line as a service does, such as 1001 for going away or 1011 for trouble.
    package func close(_ code: CloseCode, reason: String = "") async {
        _ = await state.withLock { $0.sessions.last }?.connection.close(code: code, reason: reason)
    }

    // MARK: Speaking

    /// Says one thing on the present line, or on that of this number.
    package func say(_ event: ServerEvent, line: Int? = nil) async throws {
        try await session(line).send(event)
    }

    /// Sends text that no encoder would make.
    package func say(raw text: String, line: Int? = nil) async throws {
        try await session(line).connection.send(text: text)
    }

    private func session(_ line: Int?) throws -> ScriptedSession {
        try state.withLock { state in
            let line = line ?? state.presentLine ?? -1
            guard state.sessions.indices.contains(line) else { throw Trouble.noLine(line) }
            return state.sessions[line]
        }
    }

    // MARK: Serving

    private func judge(_ request: UpgradeRequest) -> HTTPRefusal? {
        state.withLock { state in
            if let key = request[header: "api-key"] { state.keys.append(key) }
            if state.refusal != nil { state.refused.append(monotonicMicroseconds()) }
            return state.refusal
        }
    }

    private func serve(_ session: ScriptedSession) async throws {
        let (line, lifetime, relays) = state.withLock { state in
            state.lines.append(HeardLine(accepted: monotonicMicroseconds()))
            state.sessions.append(session)
            return (state.lines.count - 1, state.lifetime, state.relays)
        }
        defer { state.withLock { $0.lines[line].isOpen = false } }
        let plan = try await session.agree(
            id: "sess_\(line)", expiresAt: lifetime.map { wallSeconds() + $0 }, relays: relays)
        state.withLock { $0.lines[line].plan = plan }
        for await message in session.connection.messages {
            guard case .text(let text) = message else { continue }
            let instant = monotonicMicroseconds()
            let heard = try session.understand(text)
            if case .audioAppend(let append) = heard.event {
                state.withLock { $0.lines[line].take(append.audio, bytes: text.count, at: instant) }
                continue
            }
            let word = HeardLine.Word(instant: instant, eventID: heard.eventID, event: heard.event)
            state.withLock { $0.lines[line].words.append(word) }
            try await confirm(heard.event, session)
        }
    }

    private func confirm(_ event: ClientEvent, _ session: ScriptedSession) async throws {
        switch event {
        case .itemCreate(let create):
            try await session.send(.itemCreated(ItemPlaced(item: create.item, previousItemID: create.previousItemID)))
        case .itemTruncate(let cut):
            try await session.send(
                .itemTruncated(
                    ItemTruncated(
                        itemID: cut.itemID, contentIndex: cut.contentIndex,
                        audioEndMilliseconds: cut.audioEndMilliseconds)))
        case .audioClear: try await session.send(.audioCleared(NoFields()))
        case .outputAudioClear: try await session.send(.outputAudioCleared(OutputAudioBuffer()))
        default: break
        }
    }
}

/// Breaks the circle of a service and the agent it serves.
private final class Weakly: Sendable {
    private struct Box { weak var agent: ScriptedAgent? }
    private let box = Mutex(Box())

    func fill(_ agent: ScriptedAgent) { box.withLock { $0.agent = agent } }
    var value: ScriptedAgent? { box.withLock { $0.agent } }
}

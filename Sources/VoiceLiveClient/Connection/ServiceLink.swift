import Conversation
import Sound
import Synchronization
import VoiceLiveProtocol
import WebSocket

/// One socket to one service, from the attempt to its end: connects, agrees on the session, then carries both ways.
///
/// Concurrency: `run` is one task that owns all state. Commands reach it through `inbox`, which keeps their order and
/// is bounded: when the line takes nothing for about ten seconds it counts as dead.
final class ServiceLink: Sendable {
    /// Commands that may wait. Packets of 20 ms: ten seconds of sound.
    static let longestQueue = 512

    private let endpoint: EndpointSettings
    private let plan: SessionPlan
    private let context: LinkContext
    private let inbox = Inbox<Order>(capacity: ServiceLink.longestQueue)
    private let standing = Mutex(Standing.opening)
    private let dialling = Mutex<Task<Result<WebSocketConnection, ServiceClosure>, Never>?>(nil)

    enum Order: Sendable {
        case send(ServiceCommand, CommandNumber)
        case close
    }

    /// What may still be said on the link, and heard from it.
    private enum Standing { case opening, ready, closing }

    /// What a link needs from its client.
    struct LinkContext: Sendable {
        var tell: @Sendable (ServiceEvent) -> Void
        var observe: @Sendable (ServiceNote) -> Void
        var overhear: @Sendable (ServiceSound) -> Void
        var wallClock: @Sendable () -> Int
        var isClockTrusted: @Sendable () -> Bool = { true }
        var credentials: CredentialReader
    }

    init(endpoint: EndpointSettings, plan: SessionPlan, context: LinkContext) {
        self.endpoint = endpoint
        self.plan = plan
        self.context = context
    }

    /// Dropped unless the service agreed to the session and nobody closed it.
    func send(_ command: ServiceCommand, _ number: CommandNumber) {
        guard standing.withLock({ $0 == .ready }) else { return }
        if !inbox.put(.send(command, number)) { inbox.close() }
    }

    /// After this only `.closed` is told.
    func close() {
        standing.withLock { $0 = .closing }
        dialling.withLock { $0 }?.cancel()
        inbox.put(.close)
        inbox.close()
    }

    /// Runs to the end of the link. Its last word is `.closed`.
    func run() async {
        let closure = await attempt()
        context.tell(.closed(closure))
    }

    /// Told under the lock, so that nothing slips through behind a `close`.
    private func tell(_ event: ServiceEvent) {
        standing.withLock { standing in
            guard standing != .closing else { return }
            if case .ready = event { standing = .ready }
            if case .audioDelta(let delta) = event, let rate = StreamRate(hertz: delta.rate) {
                context.overhear(.received(delta.samples, rate: rate))
            }
            context.tell(event)
        }
    }

    private func attempt() async -> ServiceClosure {
        // Before the line is there: the service waits for nobody.
        let endpoint = await equipped()
        let task = Task { await dial() }
        dialling.withLock { $0 = task }
        if standing.withLock({ $0 == .closing }) { task.cancel() }
        switch await task.value {
        case .failure(let closure): return closure
        case .success(let connection):
            context.observe(.connected(endpoint.name, connection.timings))
            return await serve(connection, as: endpoint)
        }
    }

    /// The endpoint with the MCP servers whose credentials can be read.
    private func equipped() async -> EndpointSettings {
        var endpoint = endpoint
        guard endpoint.features.contains(.mcp) else { return endpoint }
        for server in endpoint.mcpServers {
            do throws(CredentialError) {
                endpoint.mcpTools.append(try await context.credentials.tool(for: server))
            } catch {
                context.observe(.mcpServerLeftOut(server.label, error))
            }
        }
        return endpoint
    }

    private func dial() async -> Result<WebSocketConnection, ServiceClosure> {
        do {
            return .success(try await connect())
        } catch {
            return .failure(error)
        }
    }

    private func connect() async throws(ServiceClosure) -> WebSocketConnection {
        var options = endpoint.connectOptions
        options.connection.pingEvery = endpoint.deadlines.ping
        options.connection.pongWithin = endpoint.deadlines.pong
        options.connection.messageLimit = endpoint.longestMessage
        do {
            options.headers = try await context.credentials.headers(for: endpoint.credential)
        } catch {
            throw ServiceClosure(.denied, reason: error.description)
        }
        do {
            let (address, headers) = try endpoint.webSocket()
            options.headers += headers
            return try await WebSocketClient.connect(to: address, options: options)
        } catch {
            throw ErrorTranslation.closure(error, isClockTrusted: context.isClockTrusted())
        }
    }

    // MARK: Serving

    private func serve(_ connection: WebSocketConnection, as endpoint: EndpointSettings) async -> ServiceClosure {
        let refusal = await withTaskGroup(of: ServiceClosure?.self) { group in
            group.addTask { await self.read(connection, as: endpoint) }
            group.addTask {
                await withTaskCancellationHandler {
                    await self.write(connection, as: endpoint)
                } onCancel: {
                    self.inbox.close(forgetting: true)
                }
            }
            let first = await group.next() ?? nil
            if first == nil {
                // We were asked to close: the peer may still answer.
                _ = await connection.close()
            } else {
                connection.abort()
            }
            inbox.close(forgetting: true)
            await group.waitForAll()
            return first
        }
        if let refusal { return refusal }
        return ErrorTranslation.closure(await connection.closeReport())
    }

    /// Reads to the end of the connection. Returns why it ended, or `nil` when we closed it.
    private func read(_ connection: WebSocketConnection, as endpoint: EndpointSettings) async -> ServiceClosure? {
        var agreement = SessionAgreement(endpoint: endpoint, plan: plan)
        var translation = EventTranslation(endpoint: endpoint, wallClock: context.wallClock)
        let watchdog = Task { [deadline = endpoint.deadlines.agreement] in
            try await Task.sleep(for: deadline)
            _ = await connection.close(code: .goingAway, reason: "no session in time")
        }
        defer { watchdog.cancel() }
        for await message in connection.messages {
            guard let event = decode(message) else { continue }
            switch agreement.hear(event) {
            case .say(let reply): await sendNow(reply, id: "session", over: connection)
            case .agreed(let session):
                watchdog.cancel()
                tell(.ready(translation.granted(session)))
            case .refused(let error):
                return ErrorTranslation.refusal(error)
            case .passOn:
                tell(translation.event(for: event))
            case .wait:
                break
            }
        }
        let report = await connection.closeReport()
        if report.initiator == .us, !agreement.isReached {
            return ServiceClosure(.network, reason: "the service did not agree to a session in time")
        }
        return report.initiator == .us ? nil : ErrorTranslation.closure(report)
    }

    private func decode(_ message: WebSocketMessage) -> ServerEvent? {
        let bytes: [UInt8]
        switch message {
        case .text(let text): bytes = text
        case .binary(let data): bytes = data
        }
        context.observe(.received(bytes: bytes.count))
        do {
            let event = try ServerMessage(parsing: bytes, in: endpoint.dialect).event
            if case .unknown(let unknown) = event { context.observe(.unknownEvent(unknown.type)) }
            return event
        } catch {
            context.observe(.malformedEvent(String(describing: error)))
            return nil
        }
    }

    /// Writes commands in order. Returns `nil` when asked to close, else why it cannot go on.
    private func write(_ connection: WebSocketConnection, as endpoint: EndpointSettings) async -> ServiceClosure? {
        var speaker = Speaker(endpoint)
        var batch: [Order] = []
        while await inbox.take(into: &batch) != nil {
            for order in batch {
                guard case .send(let command, let number) = order else { return nil }
                do {
                    try await say(command, number, with: &speaker, over: connection)
                } catch {
                    return ErrorTranslation.closure(error)
                }
            }
            batch = []
        }
        if Task.isCancelled { return nil }
        return ServiceClosure(
            .network, reason: "the line took no data for too long: \(Self.longestQueue) commands wait")
    }

    /// What the writer puts commands into words with.
    private struct Speaker {
        let translation: CommandTranslation
        var encoder: UplinkEncoder

        init(_ endpoint: EndpointSettings) {
            translation = CommandTranslation(endpoint: endpoint)
            encoder = UplinkEncoder(endpoint)
        }
    }

    private func say(
        _ command: ServiceCommand, _ number: CommandNumber, with speaker: inout Speaker,
        over connection: WebSocketConnection
    ) async throws(WebSocketError) {
        if case .append(let packet) = command {
            for line in speaker.encoder.lines(for: packet) { try await put(line, on: connection) }
            context.overhear(.sent(speaker.encoder.voice(of: packet), from: packet.start, rate: packet.rate))
            return
        }
        if let rest = speaker.encoder.rest() { try await put(rest, on: connection) }
        if let event = speaker.translation.event(for: command) {
            try await send(event, id: "\(ErrorTranslation.idPrefix)\(number.value)", over: connection)
        }
    }

    private func sendNow(_ event: ClientEvent, id: String, over connection: WebSocketConnection) async {
        // A failure shows on the reading side, with its reason.
        try? await send(event, id: id, over: connection)
    }

    private func send(
        _ event: ClientEvent, id: String, over connection: WebSocketConnection
    ) async throws(WebSocketError) {
        do {
            let encoded = try ClientMessage(event, eventID: id).encoded(in: endpoint.dialect)
            if !encoded.omitted.isEmpty { context.observe(.fieldsLeftOut(encoded.omitted)) }
            try await put(encoded.bytes, on: connection)
        } catch let error as WebSocketError {
            throw error
        } catch {
            context.observe(.unsayable(String(describing: error)))
        }
    }

    private func put(_ line: [UInt8], on connection: WebSocketConnection) async throws(WebSocketError) {
        try await connection.send(text: line)
        context.observe(.sent(bytes: line.count))
    }
}

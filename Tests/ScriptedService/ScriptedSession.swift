import Synchronization
package import VoiceLiveProtocol
package import WebSocket

/// One client of a scripted service. Belongs to one script.
package final class ScriptedSession: Sendable {
    package let connection: WebSocketConnection
    package let request: UpgradeRequest
    private let dialect: Dialect
    private let counter = Mutex(0)

    package struct Gone: Error {}

    init(_ connection: WebSocketConnection, dialect: Dialect, request: UpgradeRequest) {
        self.connection = connection
        self.dialect = dialect
        self.request = request
    }

    package func send(_ event: ServerEvent) async throws {
        let number = counter.withLock { count in
            count += 1
            return count
        }
        let message = ServerMessage(event, eventID: "event_\(number)")
        try await connection.send(text: message.encoded(in: dialect).bytes)
    }

    /// What a message of the client's means.
    package func understand(_ text: [UInt8]) throws -> ClientMessage {
        try ClientMessage(parsing: text, in: dialect)
    }

    /// The next thing the client says, microphone sound left out unless asked for.
    package func next(withSound: Bool = false) async throws -> ClientMessage {
        for await message in connection.messages {
            guard case .text(let text) = message else { continue }
            let heard = try ClientMessage(parsing: text, in: dialect)
            if case .audioAppend = heard.event, !withSound { continue }
            return heard
        }
        throw Gone()
    }

    /// Greets and agrees to whatever session the client asks for. Returns what it asked for.
    package func agree(
        id: String = "sess_1", expiresAt: Int? = nil, relays: [ICEServer] = []
    ) async throws -> Session {
        var session = Session()
        session.id = id
        session.model = "scripted"
        session.expiresAt = expiresAt
        try await send(.sessionCreated(SessionReport(session: session)))
        while true {
            guard case .sessionUpdate(let update) = try await next().event else { continue }
            var agreed = update.session
            agreed.id = id
            agreed.model = "scripted"
            agreed.expiresAt = expiresAt
            if !relays.isEmpty { agreed.avatar = .value(Avatar(character: "lisa", iceServers: relays)) }
            try await send(.sessionUpdated(SessionReport(session: agreed)))
            return update.session
        }
    }
}

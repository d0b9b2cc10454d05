import Synchronization
package import VoiceLiveProtocol
package import WebSocket

/// What a server offers and bounds.
package struct LocalServerSettings: Sendable {
    package var mostSessions = 4
    /// `nil`: anybody on the socket may speak.
    package var key: Secret?
    package var lifetime = Duration.seconds(3_600)
    /// A recogniser that does nothing for so long is given up, with the turn it was at.
    package var hearingPatience = Duration.seconds(8)
    package var model = "voicelive-local"
    package var language = "en-US"
    package var recogniser = "pocketsphinx"
    package var silenceMilliseconds = 200
    package var manner = SpeechManner()
    package var intents: [Intent] = []
    package var phrasebook = Phrasebook()

    package init() {}
}

/// Serves sessions: judges who comes, and runs each in a task of its own.
package final class LocalServer: Sendable {
    private let server: WebSocketServer
    private let settings: LocalServerSettings
    private let speech: any SpeechEngine
    private let pool: RecogniserPool
    private let chat: (any ChatModel)?
    private let clock: LocalClock
    private let open = Mutex(Counts())

    private struct Counts {
        var sessions = 0
        var everOpened = 0
    }

    /// Listens. Sessions are held while `run` runs.
    package init(
        on address: ListenAddress, identity: TLSIdentity? = nil, settings: LocalServerSettings,
        speech: any SpeechEngine, pool: RecogniserPool, chat: (any ChatModel)? = nil, clock: LocalClock = LocalClock()
    ) throws(WebSocketError) {
        var options = WebSocketServerOptions()
        options.identity = identity
        // Those who are one too many still get an answer that says so.
        options.mostConnections = settings.mostSessions + 32
        // However many come at the same moment.
        options.mostPendingRequests = options.mostConnections
        options.backlog = Int32(clamping: options.mostConnections)
        server = try WebSocketServer.listen(on: address, options: options)
        self.settings = settings
        self.speech = speech
        self.pool = pool
        self.chat = chat
        self.clock = clock
    }

    /// `nil` on a Unix socket.
    package var port: UInt16? { server.port }

    package var sessionCount: Int { open.withLock { $0.sessions } }

    /// Serves until `stop` or cancellation.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await upgrade in server.requests {
                group.addTask { await self.serve(upgrade) }
            }
            group.cancelAll()
        }
    }

    package func stop() { server.stop() }

    private func serve(_ upgrade: IncomingUpgrade) async {
        let judgement = Admission(key: settings.key).judge(upgrade.request)
        guard case .welcome(let dialect, let model, let onlyTranscribes) = judgement else {
            if case .refused(let refusal) = judgement { await upgrade.refuse(refusal) }
            return
        }
        guard let number = takeSeat() else {
            return await upgrade.refuse(
                HTTPRefusal(
                    status: 429, reason: "Too Many Requests", retryAfter: .seconds(5),
                    bodyPrefix: "all \(settings.mostSessions) sessions are taken"))
        }
        defer { open.withLock { $0.sessions -= 1 } }
        var terms = sessionSettings(dialect, model, number)
        terms.onlyTranscribes = onlyTranscribes
        guard let runner = try? SessionRunner(terms, speech: speech, chat: chat, clock: clock) else {
            return await upgrade.refuse(HTTPRefusal(status: 500, bodyPrefix: "the intents cannot be read"))
        }
        guard let connection = try? await upgrade.accept() else { return }
        await withTaskCancellationHandler {
            await runner.run(
                connection, pool: pool, hearingPatience: settings.hearingPatience, lifetime: settings.lifetime)
        } onCancel: {
            connection.abort()
        }
    }

    private func takeSeat() -> Int? {
        open.withLock { open in
            guard open.sessions < settings.mostSessions else { return nil }
            open.sessions += 1
            open.everOpened += 1
            return open.everOpened
        }
    }

    private func sessionSettings(_ dialect: Dialect, _ model: String?, _ number: Int) -> SessionSettings {
        var session = SessionSettings(id: "sess_" + Self.randomName() + "\(number)")
        session.dialect = dialect
        session.model = model ?? settings.model
        session.language = settings.language
        session.recogniser = settings.recogniser
        session.silenceMilliseconds = settings.silenceMilliseconds
        session.manner = settings.manner
        session.expiresAt = clock.now().unixSeconds + Int(settings.lifetime.components.seconds)
        session.intents = settings.intents
        session.phrasebook = settings.phrasebook
        session.asksChat = chat != nil
        return session
    }

    private static func randomName() -> String {
        String(UInt32.random(in: .min ... .max), radix: 36)
    }
}

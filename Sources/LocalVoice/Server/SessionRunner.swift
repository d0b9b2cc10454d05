import VoiceLiveProtocol
import WebSocket

/// Runs one session: carries inputs to the machine and its orders to socket, ear and voice.
///
/// Every input is handled in one go without waiting, so orders never interleave; the waiting happens at the edges.
actor SessionRunner {
    private var session: LocalSession
    private let dialect: Dialect
    private let speech: any SpeechEngine
    private let chat: (any ChatModel)?
    private let clock: LocalClock
    private let began: ContinuousClock.Instant
    private let outbox = Outbox()
    private var ear: SessionEar?
    private var queue: HearingQueue?
    private var lines: (place: ContentPlace, line: AudioDeltaLine)?
    private var speaking: Task<Void, Never>?
    private var asking: Task<Void, Never>?
    private var events = 0

    init(
        _ settings: SessionSettings, speech: any SpeechEngine, chat: (any ChatModel)?, clock: LocalClock
    ) throws(PhrasePattern.Fault) {
        session = try LocalSession(settings)
        dialect = settings.dialect
        self.speech = speech
        self.chat = chat
        self.clock = clock
        began = .now
    }

    /// Holds the session until the connection ends.
    func run(
        _ connection: WebSocketConnection, pool: RecogniserPool, hearingPatience: Duration, lifetime: Duration
    ) async {
        let (results, told) = AsyncStream.makeStream(
            of: SessionInput.self, bufferingPolicy: .bufferingNewest(1_024))
        let queue = HearingQueue(pool: pool, patience: hearingPatience) { turn, found in
            told.yield(.glimpsed(turn: turn, found))
        } heard: { turn, result in
            told.yield(Self.input(result, of: turn))
        }
        self.queue = queue
        ear = SessionEar(listener: queue)
        perform(session.begin(at: time))
        await withDiscardingTaskGroup { group in
            group.addTask { await self.outbox.deliver(to: connection) }
            group.addTask { await self.expire(after: lifetime) }
            group.addTask { for await input in results { await self.handle(input) } }
            for await message in connection.messages {
                await take(message)
                await queue.room()
            }
            outbox.end()
            group.cancelAll()
        }
        speaking?.cancel()
        asking?.cancel()
        await connection.close()
    }

    private var time: SessionTime { SessionTime(elapsed: began.duration(to: .now), wall: clock.now()) }

    private func expire(after lifetime: Duration) async {
        do { try await Task.sleep(for: lifetime) } catch { return }
        handle(.expired)
    }

    // MARK: Inputs

    private func take(_ message: WebSocketMessage) async {
        guard case .text(let bytes) = message else {
            return handle(.unreadable(.notAnEvent("binary messages are not used")))
        }
        do throws(WireError) {
            handle(.client(try ClientMessage(parsing: bytes, in: dialect)))
        } catch {
            handle(.unreadable(error))
        }
    }

    private static func input(_ result: Result<Heard, any Error>, of turn: Int) -> SessionInput {
        switch result {
        case .success(let heard): .heard(turn: turn, heard)
        case .failure(let error): .hearingFailed(turn: turn, "the recogniser failed: \(error)")
        }
    }

    private func handle(_ input: SessionInput) {
        perform(session.handle(input, at: time))
    }

    // MARK: Orders

    private func perform(_ orders: [SessionOrder]) {
        for order in orders {
            switch order {
            case .send(let event): send(event)
            case .sendSound(let place, let audio): send(audio, at: place)
            case .hear(let order): ear?.obey(order) { handle($0) }
            case .speak(let utterance, let text, let manner, let format):
                speak(utterance, text, manner, format)
            case .fallSilent: speaking?.cancel()
            case .ask(let number, let request): ask(number, request)
            case .stopAsking: asking?.cancel()
            case .close(let code, let reason): outbox.close(CloseCode(rawValue: code), reason)
            }
        }
    }

    private func send(_ event: ServerEvent) {
        // An event that the client's dialect does not have is not for this client.
        guard let encoded = try? ServerMessage(event, eventID: nextEventID()).encoded(in: dialect) else { return }
        outbox.add(encoded.bytes)
    }

    private func send(_ audio: [UInt8], at place: ContentPlace) {
        let line: AudioDeltaLine
        if let lines, lines.place == place {
            line = lines.line
        } else {
            line = AudioDeltaLine(place: place, in: dialect)
            lines = (place, line)
        }
        outbox.add(line.bytes(for: audio, eventID: nextEventID()))
    }

    private func nextEventID() -> String {
        events += 1
        return "event_\(events)"
    }

    // MARK: The language model

    private func ask(_ number: Int, _ request: ChatRequest) {
        asking?.cancel()
        guard let pieces = chat?.answer(request) else { return handle(.chatFailed(number, "there is none")) }
        asking = Task {
            do {
                for try await piece in pieces where !Task.isCancelled { handle(.chat(number, piece)) }
                if !Task.isCancelled { handle(.chatEnded(number)) }
            } catch {
                if !Task.isCancelled { handle(.chatFailed(number, error is SteadyChat.Resting ? nil : "\(error)")) }
            }
        }
    }

    // MARK: Speech

    private func speak(_ utterance: Int, _ text: String, _ manner: SpeechManner, _ format: AudioFormat) {
        speaking?.cancel()
        guard let encoder = SoundEncoder(from: speech.sampleRate, to: format) else {
            return handle(.speechFailed(utterance: utterance))
        }
        let chunks = speech.speak(text, as: manner)
        speaking = Task {
            do {
                for try await chunk in chunks {
                    for piece in encoder.take(chunk) { sounded(utterance, piece) }
                    await outbox.room()
                }
                if Task.isCancelled { return }
                for piece in encoder.finish() { sounded(utterance, piece) }
                handle(.saidAll(utterance: utterance))
            } catch {
                handle(.speechFailed(utterance: utterance))
            }
        }
    }

    private func sounded(_ utterance: Int, _ piece: SoundPiece) {
        guard !Task.isCancelled else { return }
        handle(.sounded(utterance: utterance, piece))
    }
}

/// Where sessions read the date.
package struct LocalClock: Sendable {
    package var now: @Sendable () -> WallTime

    package init(now: @escaping @Sendable () -> WallTime = WallTime.now) {
        self.now = now
    }
}

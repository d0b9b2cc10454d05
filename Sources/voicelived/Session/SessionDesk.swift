import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Dispatch
import Glibc
import LiveAudio
import SignalPath
import Sound
import Synchronization
import VoiceLiveClient

/// The one session that may have the microphone: begins it, passes orders to it, ends it.
///
/// Concurrency: any thread. The conversation itself runs in one task of its own; this keeps the handle.
final class SessionDesk: Sendable {
    private struct Running: Sendable {
        var name: String
        var conversation: Conversation<ClockSinceStart<ContinuousClock>>
        var card: SoundCard
        var task: Task<Void, Never>
        var endReason: String?
    }

    private let instruments: Instruments
    private let clock: ClockSinceStart<ContinuousClock>
    private let board: StatusBoard
    private let supervision: Supervision
    private let meter: BlockMeter
    private let signal: SignalWatch
    let recordings: RecordingDesk
    private let running = Mutex<Running?>(nil)
    private let tools = Mutex<[ToolDefinition]>([])
    /// Somebody measures the card.
    private let isLent = Mutex(false)

    init(
        instruments: Instruments, clock: ClockSinceStart<ContinuousClock>, board: StatusBoard, supervision: Supervision
    ) {
        self.supervision = supervision
        self.instruments = instruments
        self.clock = clock
        self.board = board
        meter = BlockMeter(megaphone: instruments.megaphone, board: board)
        signal = SignalWatch(counters: instruments.counters)
        recordings = RecordingDesk(instruments: instruments)
    }

    var card: SoundCard? { running.withLock { $0?.card } }

    /// `nil` while the card is not in use.
    var signalHealth: SignalHealth? { signal.health }

    // MARK: Beginning

    func start(_ order: SessionOrder, settings: Settings) throws(ControlError) {
        let (usable, endpoints) = try endpoints(settings)
        let instructions = try InstructionsFile.text(settings.conversation)
        guard !isLent.withLock({ $0 }) else { throw Self.isMeasured }
        guard let card = openCard(settings) else { throw Self.noCard }
        let client = VoiceLiveClient(
            endpoints: endpoints, clock: clock,
            context: .init(
                wallClock: { Int(time(nil)) }, isClockTrusted: { WallTime.isTrusted },
                credentials: CredentialReader(run: CredentialCommand.run),
                observe: { [log = instruments.log] note in ServiceNotes.log(note, to: log) }))
        var plan = ConversationSettings(
            settings, instructions: instructions, start: order.params, endpoints: usable)
        plan.plan.tools = tools.withLock { $0.map(SocketTools.description) }
        let desk = NewsDesk(
            session: order.session, instruments: instruments, board: board,
            preferred: usable.first.map { EndpointName($0.name) }, currency: settings.budget.currency)
        let conversation = Conversation(
            plan,
            ports: ConversationPorts(
                audio: card.audio.takeSeat(), service: client,
                tools: SocketTools(session: order.session, instruments: instruments), journal: ForgetfulJournal(),
                observer: desk),
            clock: clock)
        begin(order, conversation, card)
    }

    private func begin(
        _ order: SessionOrder, _ conversation: Conversation<ClockSinceStart<ContinuousClock>>, _ card: SoundCard
    ) {
        board.change { present in
            present.session = SessionSummary(
                session: order.session, state: .connecting, owner: order.client.name.map { ClientName(name: $0) },
                priority: order.priority, profile: order.params.profile, ageMilliseconds: 0)
            present.sound = card.system.status
            present.isMuted = card.audio.isMuted
        }
        instruments.counters.sessionActive[].set(1)
        instruments.log(.sessionStarted, "session \(order.session) started", .session(order.session))
        // Under the lock: a conversation that ends at once must find its handle.
        running.withLock { running in
            let task = Task { [self] in
                let ending = await conversation.run()
                await finish(order.session, ending)
            }
            running = Running(name: order.session, conversation: conversation, card: card, task: task, endReason: nil)
        }
    }

    /// Says before anybody talks whether a key is missing.
    func judgeCredentials(_ settings: Settings) { _ = try? endpoints(settings) }

    private func endpoints(_ settings: Settings) throws(ControlError) -> ([EndpointSection], [EndpointSettings]) {
        let credentials = Credentials(directory: Environment.all["CREDENTIALS_DIRECTORY"])
        var usable: [(EndpointSection, EndpointSettings)] = []
        var missing: String?
        for section in settings.endpoints {
            do {
                usable.append(
                    (
                        section,
                        try EndpointSettings(
                            section, link: settings.link, transcription: settings.transcription,
                            credentials: credentials)
                    ))
            } catch {
                missing = error.description
                instruments.log(.credentialMissing, error.description, .endpoint(section.name))
            }
        }
        instruments.health.set(.needsCredential, missing != nil, detail: missing ?? "")
        guard !usable.isEmpty else {
            throw ControlError(
                .cloudAuth, missing ?? "no endpoint is configured", hint: "run: voicelivectl credential set")
        }
        return (usable.map(\.0), usable.map(\.1))
    }

    private func openCard(
        _ settings: Settings, also other: @escaping @Sendable (ProcessedBlock) -> Void = { _ in }
    ) -> SoundCard? {
        SoundCard(
            settings, clock: clock,
            watchers: .init(
                block: { [meter, signal, recordings, done = supervision.progress(of: .pipeline)] block in
                    done.advance()
                    signal.take(block)
                    recordings.take(block)
                    other(block)
                    meter.take(block)
                },
                status: { [self] event, status in SoundNews(instruments: instruments, board: board).tell(event, status)
                }, captured: supervision.progress(of: .capture)))
    }

    private static let noCard = ControlError(
        .internalFault, "no memory, thread or descriptor for the sound card")
    private static let isMeasured = ControlError(
        .sessionBusy, "the sound card is being measured", hint: "that takes some ten seconds")

    /// The card for something else than a session, which has to be over. Give it back.
    func borrowCard(
        _ settings: Settings, block: @escaping @Sendable (ProcessedBlock) -> Void
    ) throws(ControlError) -> SoundCard {
        try isLent.withLock { isLent throws(ControlError) in
            guard !isLent else { throw Self.isMeasured }
            guard card == nil else { throw ControlError(.sessionBusy, "a session has the sound card") }
            guard let lent = openCard(settings, also: block) else { throw Self.noCard }
            isLent = true
            board.change { $0.sound = lent.system.status }
            return lent
        }
    }

    func giveBack(_ card: SoundCard) async {
        await close(card)
        SoundNews(instruments: instruments, board: board).forget()
        signal.forget()
        board.change { $0.sound = nil }
        isLent.withLock { $0 = false }
    }

    // MARK: Ending

    private func finish(_ session: String, _ ending: ConversationEnding) async {
        let last = running.withLock { running in
            defer { running = nil }
            return running
        }
        recordings.cardCloses()
        if let card = last?.card { await close(card) }
        SoundNews(instruments: instruments, board: board).forget()
        signal.forget()
        board.change { present in
            (present.session, present.phase, present.sound) = (nil, .ended, nil)
            present.link = .init(state: .down)
        }
        instruments.counters.sessionActive[].set(0)
        instruments.megaphone.target?.publish(
            SessionState(state: .ended, reason: last?.endReason ?? ending.words), session: session)
    }

    /// Waits for the card's threads away from Swift's own.
    private func close(_ card: SoundCard) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                card.close()
                continuation.resume()
            }
        }
    }

    func end(_ session: String, because reason: SessionEnd, drain: SessionStop.Drain) {
        let conversation = running.withLock { running -> Conversation<ClockSinceStart<ContinuousClock>>? in
            guard running?.name == session else { return nil }
            running?.endReason = reason.rawValue
            return running?.conversation
        }
        conversation?.tell(.stop(drain == .response ? .afterAnswer : .now))
    }

    /// Ends whatever runs and waits for it.
    func shutDown() async {
        guard let running = running.withLock({ $0 }) else { return }
        running.conversation.tell(.stop(.now))
        await running.task.value
    }

    // MARK: Orders

    func tell(_ order: ConversationOrder, session: String) throws(ControlError) {
        let conversation = running.withLock { $0?.name == session ? $0?.conversation : nil }
        guard let conversation else {
            throw ControlError(.sessionUnknown, "there is no running session \"\(session)\"")
        }
        conversation.tell(order)
    }

    /// The network came back, or the clock was set: whoever waits tries again at once.
    func retryNow() { running.withLock { $0?.conversation }?.tell(.retryNow) }

    func toolAnswered(_ call: String, _ outcome: ToolOutcome) {
        guard let number = SocketTools.number(call) else { return }
        running.withLock { $0?.conversation }?.tell(.toolResult(number, SocketTools.result(outcome)))
    }

    func toolsChanged(_ definitions: [ToolDefinition]) {
        tools.withLock { $0 = definitions }
        running.withLock { $0?.conversation }?.tell(.tools(definitions.map(SocketTools.description)))
    }

    func openTap(_ stream: TappedStream) throws(ControlError) -> TapShape { try meter.open(stream) }
    func closeTap(_ stream: TappedStream) { meter.close(stream) }
}

/// Remembers nothing: a conversation ends with its process.
private struct ForgetfulJournal: ConversationJournal {
    func append(_ entry: JournalEntry) {}
}

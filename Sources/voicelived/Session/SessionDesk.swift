import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Dispatch
import Glibc
import LiveAudio
import ServiceSettings
import SignalPath
import Sound
import Synchronization
import VoiceLiveClient

/// The one session that may have the microphone: begins it, passes orders to it, ends it. The card is CardDesk's.
///
/// Concurrency: any thread. The conversation itself runs in one task of its own; this keeps the handle.
final class SessionDesk: Sendable {
    struct Running: Sendable {
        var order: SessionOrder
        var name: String { order.session }
        var conversation: Conversation<DaemonClock>
        var card: SoundCard
        var memory: SessionMemory
        var task: Task<Void, Never>
        var avatar: AvatarDesk
        var approvals: ApprovalDesk
        var endReason: String?
        var profile: String
        /// As they were when the session began.
        var endpoints: [EndpointSection]
        var began: Duration
        /// The machine sleeps: what ends is the connection, not the session.
        var isForSleep = false
    }

    let instruments: Instruments
    private let clock: DaemonClock
    private let board: StatusBoard
    private let cards: CardDesk
    private let shelf: JournalShelf
    private let spending: DaySpending
    let running = Mutex<Running?>(nil)
    /// The session that goes on when the machine is awake again.
    let asleep = Mutex<SessionOrder?>(nil)
    private let handOver: HandOver
    /// The last session that was ended before it had begun: names are never used again.
    private let endedEarly = Mutex<(session: String, reason: SessionEnd)?>(nil)
    private let tools = Mutex<[ToolDefinition]>([])

    /// `folder` is the state directory.
    init(
        instruments: Instruments, clock: DaemonClock, board: StatusBoard, cards: CardDesk,
        handOver: HandOver, folder: String
    ) {
        self.cards = cards
        self.handOver = handOver
        shelf = JournalShelf(folder: folder)
        spending = DaySpending(folder + "/spending")
        self.instruments = instruments
        self.clock = clock
        self.board = board
    }

    // MARK: Beginning

    func start(_ order: SessionOrder, settings: Settings) throws(ControlError) {
        let usable = UsableEndpoints(settings)
        usable.tell(instruments)
        try usable.require()
        let instructions = try InstructionsFile.text(settings.conversation)
        let card = try cards.openForSession(settings) { [weak self] isOn in self?.hush(isOn) }
        let context = VoiceLiveClient.Context(
            wallClock: { Int(time(nil)) }, isClockTrusted: { WallTime.isTrusted },
            credentials: CredentialReader(run: CredentialCommand.run),
            observe: { [notes = ServiceNotes(instruments.log, instruments.counters)] in notes.take($0) },
            overhear: { [cards] in cards.overhear($0) }, executor: SessionThread.shared)
        let client = VoiceLiveClient(endpoints: usable.settings, clock: clock, context: context)
        var plan = ConversationSettings(
            settings, instructions: instructions, start: order.params, endpoints: usable.sections)
        plan.plan.tools = tools.withLock { $0.map(SocketTools.description) }
        let avatar = AvatarDesk()
        let approvals = ApprovalDesk()
        let (before, memory) = remember(order, settings)
        let desk = NewsDesk(
            session: order.session, instruments: instruments, board: board,
            preferred: usable.sections.first.map { EndpointName($0.name) }, currency: settings.budget.currency,
            avatar: avatar, approvals: approvals,
            counts: ConversationCounts(
                instruments.counters, currency: settings.budget.currency, after: before.totals))
        let conversation = Conversation(
            plan, memory: before,
            ports: ConversationPorts(
                audio: card.audio.takeSeat(), service: client,
                ear: StopWordLink.ear(settings.bargeIn, context),
                tools: SocketTools(
                    session: order.session, instruments: instruments, approvals: approvals, clock: clock),
                journal: memory, observer: desk),
            clock: clock)
        // Not the conversation itself: it holds its memory.
        memory.onNewDay { [weak self] spent in
            self?.running.withLock { $0?.conversation }?.tell(.dayBegan(spent: spent))
        }
        begin(
            order, conversation, card, memory, (avatar, approvals),
            profile: order.params.profile ?? settings.general.profile, endpoints: usable.sections)
    }

    /// What the conversation knows at its start, and what keeps it.
    private func remember(_ order: SessionOrder, _ settings: Settings) -> (ConversationMemory, SessionMemory) {
        let head = JournalHead(
            order.client.uid, client: order.client.name, priority: order.priority, params: order.params)
        var (before, disk) = shelf.open(head, settings.session) { [log = instruments.log] fault in
            log(.sessionJournalFailed, "the conversation cannot be kept: \(fault)", .session(order.session))
        }
        if !before.lines.isEmpty {
            instruments.log(
                .sessionResumed, "session \(order.session) goes on after \(before.lines.count) lines",
                .session(order.session))
        }
        // What this conversation spent before counts once.
        before.spentTodayBefore = Cost(
            billionths: spending.spentToday.billionths - before.totals.knownCost.billionths)
        return (before, SessionMemory(disk, spending, after: before))
    }

    /// The session that a daemon before this one left behind, if it may go on without anybody's asking.
    func abandoned(_ settings: Settings) -> JournalHead? { shelf.abandoned(settings.session) }

    private func begin(
        _ order: SessionOrder, _ conversation: Conversation<DaemonClock>, _ card: SoundCard,
        _ memory: SessionMemory, _ desks: (avatar: AvatarDesk, approvals: ApprovalDesk), profile: String,
        endpoints: [EndpointSection]
    ) {
        board.change { [clock] present in
            present.sessionBegan = clock.now()
            present.session = SessionSummary(
                session: order.session, state: .connecting, owner: order.client.name.map { ClientName(name: $0) },
                priority: order.priority, profile: order.params.profile, ageMilliseconds: 0)
        }
        instruments.counters.sessionActive[].set(1)
        instruments.log(.sessionStarted, "session \(order.session) started", .session(order.session))
        handOver.keep(HeldSession(order))
        // Under the lock: a conversation that ends at once must find its handle.
        running.withLock { running in
            let task = Task { [self] in
                let ending = await withTaskExecutorPreference(SessionThread.shared) { await conversation.run() }
                await finish(order.session, ending)
            }
            running = Running(
                order: order, conversation: conversation, card: card, memory: memory, task: task,
                avatar: desks.avatar, approvals: desks.approvals, endReason: nil, profile: profile,
                endpoints: endpoints,
                began: clock.now())
            guard let end = endedEarly.withLock({ $0 }), end.session == order.session else { return }
            running?.endReason = end.reason.rawValue
            conversation.tell(.stop(.now))
        }
    }

    // MARK: Ending

    private func finish(_ session: String, _ ending: ConversationEnding) async {
        let last = running.withLock { running in
            defer { running = nil }
            return running
        }
        if let card = last?.card { await cards.close(card) }
        count(last, ending)
        if ending == .suspended, let last, last.isForSleep { return layDown(last.order) }
        tidy(isForGood: ending != .suspended)
        publishEnd(of: session, reason: last?.endReason ?? ending.words)
    }

    /// No session is left.
    func tidy(isForGood: Bool = true) {
        board.change { present in
            (present.session, present.phase) = (nil, .ended)
            present.link = .init(state: .down)
        }
        instruments.counters.sessionActive[].set(0)
        if isForGood { handOver.forget() }
    }

    func publishEnd(of session: String, reason: String, error: String? = nil) {
        instruments.megaphone.target?.publish(
            SessionState(state: .ended, reason: reason, error: error), session: session)
    }

    /// The session stays, without card and line.
    private func layDown(_ order: SessionOrder) {
        board.change { present in
            present.phase = .connecting
            present.session?.state = .connecting
            present.link = .init(state: .down)
        }
        asleep.withLock { $0 = order }
    }

    private func count(_ last: Running?, _ ending: ConversationEnding) {
        guard let last, !last.isForSleep else { return }
        instruments.counters.sessions[last.profile, last.endReason ?? ending.label].add()
        instruments.counters.sessionSeconds[].observe(clock.now() - last.began)
    }

    func end(_ session: String, because reason: SessionEnd, drain: SessionStop.Drain) {
        if let order = asleep.withLock({ $0 }), order.session == session { return forget(order, reason.rawValue) }
        let conversation = running.withLock { running -> Conversation<DaemonClock>? in
            guard running?.name == session else {
                endedEarly.withLock { $0 = (session, reason) }
                return nil
            }
            running?.endReason = reason.rawValue
            return running?.conversation
        }
        conversation?.tell(.stop(drain == .response ? .afterAnswer : .now))
    }

    /// Ends whatever runs, for another daemon to go on with, and waits for it.
    func shutDown() async {
        guard let running = running.withLock({ $0 }) else { return }
        running.conversation.tell(.stop(.forRestart))
        await running.task.value
        await running.memory.settle()
        spending.settle()
    }

    // MARK: Orders

    func card(of session: String) throws(ControlError) -> SoundCard { try found(session).card }
    func avatar(of session: String) throws(ControlError) -> AvatarDesk { try found(session).avatar }
    func approvals(of session: String) throws(ControlError) -> ApprovalDesk { try found(session).approvals }

    private func found(_ session: String) throws(ControlError) -> Running {
        guard let running = running.withLock({ $0 }), running.name == session else { throw Self.unknown(session) }
        return running
    }

    private static func unknown(_ session: String) -> ControlError {
        ControlError(.sessionUnknown, "there is no running session \"\(session)\"")
    }

    func tell(_ order: ConversationOrder, session: String) throws(ControlError) {
        let conversation = running.withLock { $0?.name == session ? $0?.conversation : nil }
        guard let conversation else { throw Self.unknown(session) }
        conversation.tell(order)
    }

    /// What nobody can hear is not said, and whom the box's audio manager talks over is not listened to.
    private func hush(_ isOn: Bool) {
        guard let (conversation, card) = running.withLock({ $0.map { ($0.conversation, $0.card) } }) else { return }
        card.audio.hush(isOn)
        if isOn { conversation.tell(.interrupt) }
    }

    /// No conversation may cost any more today.
    func isDaySpent(_ settings: Settings) -> Bool {
        Cost(units: settings.budget.perDay).map { spending.spentToday >= $0 } ?? false
    }

    /// What a conversation that runs takes of changed settings. What its client asked for still comes first.
    func take(_ settings: Settings) {
        guard let running = running.withLock({ $0 }) else { return }
        let new = ConversationSettings(
            settings, instructions: "", start: running.order.params, endpoints: running.endpoints)
        running.conversation.tell(.terms(new.terms))
    }

    /// The profile that the session was started with, if it was with one.
    var ownProfile: String? { running.withLock { $0?.order.params.profile } }

    /// What the session's client chose, if it did.
    var ownIdleMilliseconds: Int? { running.withLock { $0?.order.params.idleTimeoutMilliseconds } }

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
}

/// A whole conversation as a value: told what happened and when, it says what is to be done.
///
/// It never waits, never reads a clock and never fails. Each concern is a machine of its own; this one passes facts to
/// them and turns their steps into actions. After every fact it settles: it derives the phase, asks for a response if
/// one is wanted and allowed, and lets a waiting connection take over in a quiet moment.
///
/// ```
///  audio ─┐                ┌─ TurnMachine      BargeInMachine     ResponseDesk     StopWords   EarWatch
///  service├─► handle ──────┼─ AnswerBook       TranscriptBook     TruncationDesk   CaptionBoard   PlayoutPacer
///  orders ┤   (one fact)   ├─ UplinkMachine    ContinuityMachine  ToolDesk
///  timers ┘                └─ BudgetMeter      IdleWatch          TurnStopwatch
///                ▼
///        [ConversationAction]
/// ```
package struct ConversationMachine: Sendable {
    var settings: ConversationSettings
    let checkArguments: ArgumentCheck
    var memory: ConversationMemory

    var link: ContinuityMachine
    var turns: TurnMachine
    var bargeIn: BargeInMachine
    var stopWords: StopWords
    var ear = EarWatch()
    var duplex: DuplexFallback
    var responses = ResponseDesk()
    var answers: AnswerBook
    var truncations = TruncationDesk()
    var captions = CaptionBoard()
    /// The offer of a screen that the service has not answered.
    var avatarOffer: CommandNumber?
    var avatar = AvatarStage(nil)
    /// What was told of the screen last, and of relays.
    private var screen = ScreenState.none
    private var relays: [AvatarRelay] = []
    /// What is said unasked waits for the screen: whether a fallback endpoint had taken over then.
    var firstWords: Bool?
    var pacer: PlayoutPacer
    var transcript: TranscriptBook
    var uplink: UplinkMachine
    var tools: ToolDesk
    var approvals: [ApprovalID: ConnectionNumber] = [:]
    var budget: BudgetMeter
    var idle: IdleWatch
    var stopwatch = TurnStopwatch()

    /// A turn of the person that has no finished answer yet.
    var owesAnswer = false
    /// An answer broke off with the line; it is taken up again on the next one.
    var brokenAnswer = false
    var hasGreeted = false
    var lastResponseEvent = Duration.zero
    var hasSpokenOnConnection = false
    var hasMicrophone = true
    var isTranscriptTimerSet = false
    var began = Duration.zero
    /// Calls are waited for, and the silence may have to be filled.
    var isFilling = false
    var lastTone = 0
    /// The outage has lasted so long that nobody listens.
    var isResting = false
    var phase: ConversationPhase?
    /// Ends when the present answer was heard.
    var drain: ConversationEnding?
    package private(set) var ending: ConversationEnding?

    private var lastCommand = 0
    private var timers: [ConversationTimer: Duration] = [:]
    private var actions: [ConversationAction] = []
    var now = Duration.zero

    package init(
        _ settings: ConversationSettings, memory: ConversationMemory = .init(),
        checkArguments: @escaping ArgumentCheck = { _, _ in nil }
    ) {
        self.settings = settings
        self.memory = memory
        self.checkArguments = checkArguments
        link = ContinuityMachine(settings.continuity, endpoints: settings.endpoints)
        turns = TurnMachine(settings.turns)
        bargeIn = BargeInMachine(settings.interruption)
        stopWords = StopWords(settings.interruption.stopWords)
        duplex = DuplexFallback(isAllowed: settings.interruption.degrades, hearsStopWords: false)
        answers = AnswerBook(capacity: settings.playout.capacity)
        pacer = PlayoutPacer(longestStretch: settings.playout.longestStretch)
        transcript = TranscriptBook(afterTurn: memory.lastTurn)
        uplink = UplinkMachine(settings.uplink, isOpen: settings.turns.mode.isServiceJudged && !settings.uplink.isGated)
        tools = ToolDesk(settings.tools)
        budget = BudgetMeter(settings.budget, spentToday: memory.spentTodayBefore, totals: memory.totals)
        idle = IdleWatch(settings.idle, at: .zero)
        tools.register(settings.plan.tools)
        hasGreeted = !memory.lines.isEmpty
    }

    /// What is to be done about a fact. `instant` never goes backwards.
    package mutating func handle(_ input: ConversationInput, at instant: Duration) -> [ConversationAction] {
        now = max(now, instant)
        actions = []
        if ending != nil {
            handleAfterEnd(input)
            return actions
        }
        switch input {
        case .audio(.microphone(let packet)):
            // Fifty a second, and nearly always nothing but sound going out: there is nothing to settle then.
            if take(packet) { return actions }
        case .began: begin()
        case .audio(let event): handle(event)
        case .service(let report): handle(report)
        case .ear(let event): handle(event)
        case .order(let order): handle(order)
        case .timer(let timer): ring(timer)
        case .lost(let count): inputsWereLost(count)
        }
        settle()
        return actions
    }

    /// An alarm may ring after it was moved or cancelled: it was on its way already.
    private mutating func ring(_ timer: ConversationTimer) {
        guard let due = timers[timer], due <= now else { return }
        timers[timer] = nil
        handle(timer)
    }

    // MARK: Saying what is to be done

    mutating func act(_ action: ConversationAction) {
        switch action {
        case .setTimer(let timer, let instant): timers[timer] = instant
        case .cancelTimer(let timer): guard timers.removeValue(forKey: timer) != nil else { return }
        default: break
        }
        actions.append(action)
    }
    mutating func tell(_ news: ConversationNews) { act(.tell(news)) }
    mutating func play(_ action: AudioAction) { act(.audio(action)) }

    mutating func nextCommand() -> CommandNumber {
        lastCommand += 1
        return CommandNumber(lastCommand)
    }

    /// Dropped when there is no connection: what must survive that is kept by the machine it belongs to.
    mutating func send(_ command: ServiceCommand, on connection: ConnectionNumber? = nil) {
        guard let target = connection ?? link.serving?.number, link.isAlive(target) else { return }
        act(.send(command, nextCommand(), target))
    }

    // MARK: Beginning and ending

    private mutating func begin() {
        began = now
        if let cap = budget.exhausted {
            tell(.budget(.reached(cap)))
            return end(.budget(cap))
        }
        play(.watch(settings.interruption.sensitivity))
        if settings.turns.mode != .text { play(.startListening(preroll: settings.uplink.preroll)) }
        if settings.longest != nil { limitLength() }
        perform(link.begin(at: now))
    }

    mutating func end(_ ending: ConversationEnding) {
        guard self.ending == nil else { return }
        countTime(at: nil)
        for step in tools.conversationEnded() { perform([step]) }
        forgetApprovals()
        if answers.isAudible || truncations.awaitsReport { play(.cut) }
        play(.stopListening)
        if answers.isAudible { answers.cut(responses: []) }
        _ = answers.settleCut([])
        for part in answers.unsettled { answers.ended(PlayoutPosition(part.part, heard: part.heard)) }
        for slot in transcript.unpublished { publishAtEnd(slot) }
        perform(link.end())
        self.ending = ending
        setPhase(.ended)
        tellScreen(.none)
        if ending != .suspended { act(.remember(.ended)) }
        tell(.ended(ending))
        act(.finish(ending))
    }

    private mutating func handleAfterEnd(_ input: ConversationInput) {
        if case .order = input { tell(.refused(.ended)) }
    }

    // MARK: Settling

    private mutating func settle() {
        guard ending == nil else { return }
        if let drain, hasNothingLeftToSay { return end(drain) }
        settleEar()
        settleFiller()
        askForResponse()
        if !turns.awaitsCommit { act(.cancelTimer(.commit)) }
        if !responses.isWaiting { act(.cancelTimer(.responseNeverBegan)) }
        if responses.open.isEmpty { act(.cancelTimer(.responseStalled)) }
        perform(link.takeOver(isQuiet: isQuiet, at: now))
        watchTranscript()
        perform(
            idle.observe(isBusy: isHeard || isAnswering || isWaitingForClients || link.serving == nil, at: now))
        tellScreen(avatar.screen)
        setPhase(derivedPhase)
    }

    private mutating func tellScreen(_ new: ScreenState) {
        guard new != screen else { return }
        screen = new
        tell(.avatar(.screen(new)))
    }

    /// Those of the serving line.
    mutating func tellRelays(_ new: [AvatarRelay]) {
        guard new != relays else { return }
        relays = new
        tell(.avatar(.relays(new)))
    }

    private var hasNothingLeftToSay: Bool {
        guard !isHeard, !truncations.awaitsReport else { return false }
        return link.serving == nil || !isAnswering && !responses.hasWishes
    }

    /// The person hears an answer: from our loudspeaker, or from an avatar's.
    var isHeard: Bool { answers.isAudible || avatar.isSpeaking }

    /// There is something that a person could interrupt without our loudspeaker's being heard.
    var isInterruptible: Bool { responses.isInterruptible || avatar.isSpeaking }

    /// A response is being made, or asked for.
    var isAnswering: Bool { responses.isBusy }

    /// For a tool's answer, or for leave to call one of the service's.
    private var isWaitingForClients: Bool { tools.isBusy || !approvals.isEmpty }

    /// Nobody speaks, nothing is owed: a connection can be changed without anybody noticing.
    private var isQuiet: Bool {
        !turns.isPersonSpeaking && !turns.awaitsCommit && !isHeard && !isAnswering && !owesAnswer
            && !isWaitingForClients
            && !transcript.awaitsTexts && !responses.hasWishes && !truncations.awaitsReport
    }

    private var derivedPhase: ConversationPhase {
        if drain != nil { return .draining }
        if turns.isPersonSpeaking { return link.serving == nil ? .reconnecting : .userSpeaking }
        if isHeard { return .speaking }
        if link.serving == nil { return phase == nil || phase == .connecting ? .connecting : .reconnecting }
        return isAnswering || owesAnswer || turns.awaitsCommit || isWaitingForClients ? .thinking : .listening
    }

    private mutating func setPhase(_ new: ConversationPhase) {
        guard new != phase else { return }
        phase = new
        tell(.phase(new))
    }

    /// The person is let finish before we speak.
    private mutating func askForResponse() {
        guard let connection = link.serving?.number, !turns.isPersonSpeaking, !turns.awaitsCommit else { return }
        guard responses.mayAsk, let asked = responses.ask(numbered: nextCommand()) else { return }
        act(.send(.createResponse(asked.wish.request), asked.number, connection))
        act(.setTimer(.responseNeverBegan, at: now + settings.turns.responseTimeout))
    }
}

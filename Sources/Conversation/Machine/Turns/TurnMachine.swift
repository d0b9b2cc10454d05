/// Who has the floor, and where the person's turn ends, for every mode of taking turns.
struct TurnMachine: Equatable, Sendable {
    var settings: TurnSettings
    /// By our detector or button.
    private var isSpeakingHere = false
    /// By the service's detector.
    private var speaking: ItemKey?
    /// The service heard the end of a turn that it has not committed yet.
    private var awaitingCommit: ItemKey?
    /// Turns that are over, whatever is told of them late.
    private var over = RecentSet<ItemKey>(capacity: 64)
    private var committed = RecentSet<ItemKey>(capacity: 64)
    private(set) var isPressed = false
    private(set) var isFloorHeld = false
    /// A turn ended while the floor was held: its answer is owed.
    private var owesAnswer = false
    /// Nobody is listened to any more.
    private var isClosed = false
    /// Local mode: near-end speech that may become a turn once the interruption is confirmed.
    private var unconfirmedStart: Duration?

    init(_ settings: TurnSettings) { self.settings = settings }

    enum Step: Equatable, Sendable {
        /// Sound from `instant` on belongs to the turn.
        case openGate(from: Duration)
        case waitForEnd(until: Duration)
        case stopWaiting
        case endTurn
        /// Closes the gate and forgets what was sent: too short to be a turn.
        case interrupt
        case createResponse
    }

    var isPersonSpeaking: Bool { isSpeakingHere || speaking != nil }
    var awaitsCommit: Bool { awaitingCommit != nil }
    /// Turns that the service has heard of and not taken yet.
    var unfinished: [ItemKey] { [speaking, awaitingCommit].compactMap { $0 } }

    /// A service that heard the end takes the turn in a moment, or never: it may have found nothing in it.
    var commitPatience: Duration {
        .seconds(5) + (settings.asksForEndOfUtterance ? settings.patience.endOfUtteranceTimeout : .zero)
    }

    // MARK: The service judges

    mutating func serviceHeardStart(_ item: ItemKey) {
        guard !isClosed, !over.contains(item) else { return }
        speaking = item
        awaitingCommit = nil
    }

    mutating func serviceHeardEnd(_ item: ItemKey) {
        if speaking == item { speaking = nil }
        guard over.insert(item), !isClosed else { return }
        awaitingCommit = item
    }

    mutating func commitNeverCame() { awaitingCommit = nil }

    /// Whether the committed turn's answer comes by itself.
    mutating func serviceCommitted(_ item: ItemKey) -> Bool {
        if speaking == item { speaking = nil }
        if awaitingCommit == item { awaitingCommit = nil }
        _ = over.insert(item)
        guard committed.insert(item) else { return false }
        guard settings.mode.isServiceJudged else { return false }
        if isFloorHeld { owesAnswer = true }
        return !isFloorHeld
    }

    // MARK: Our detector judges

    mutating func nearEnd(_ speech: NearEndSpeech, isAudible: Bool) -> [Step] {
        guard settings.mode == .localVAD, !isClosed else { return [] }
        switch speech {
        case .started(_, let at, _):
            if isSpeakingHere { return [.stopWaiting] }
            guard !isAudible else {
                unconfirmedStart = at
                return []
            }
            return begin(from: at)
        case .ended(_, let at):
            unconfirmedStart = nil
            guard isSpeakingHere, !isFloorHeld else { return [] }
            return [.waitForEnd(until: at + settings.patience.silence)]
        }
    }

    /// The interruption was confirmed: what was said since its start is a turn.
    mutating func interrupted() -> [Step] {
        guard settings.mode == .localVAD, !isSpeakingHere, let start = unconfirmedStart else { return [] }
        return begin(from: start)
    }

    mutating func waitedLongEnough() -> [Step] {
        guard settings.mode == .localVAD, isSpeakingHere, !isFloorHeld else { return [] }
        isSpeakingHere = false
        return [.endTurn]
    }

    private mutating func begin(from start: Duration) -> [Step] {
        isSpeakingHere = true
        unconfirmedStart = nil
        return [.stopWaiting, .openGate(from: start)]
    }

    // MARK: A button judges

    /// `nil` when the mode has no button.
    mutating func push(_ pressed: Bool, at now: Duration) -> [Step]? {
        guard settings.mode == .pushToTalk, !isClosed else { return nil }
        guard pressed != isPressed else { return [] }
        isPressed = pressed
        isSpeakingHere = pressed
        return pressed ? [.interrupt, .openGate(from: now)] : [.endTurn]
    }

    // MARK: Holding the floor

    mutating func hold(_ held: Bool, at now: Duration) -> [Step] {
        guard held != isFloorHeld else { return [] }
        isFloorHeld = held
        if held { return [.stopWaiting] }
        if settings.mode == .localVAD, isSpeakingHere {
            return [.waitForEnd(until: now + settings.patience.silence)]
        }
        defer { owesAnswer = false }
        return owesAnswer ? [.createResponse] : []
    }

    mutating func modeChanged(to mode: TurnMode) {
        settings.mode = mode
        forgetSpeech()
    }

    /// No microphone reaches anybody any more: who was speaking will not be heard to the end.
    mutating func close() {
        isClosed = true
        forgetSpeech()
    }

    /// The microphone is gone: a turn ends where its sound does, and none that only the service hears can end.
    mutating func microphoneGone(at now: Duration) -> [Step] {
        speaking = nil
        unconfirmedStart = nil
        guard settings.mode == .localVAD, isSpeakingHere, !isFloorHeld else { return [] }
        return [.waitForEnd(until: now + settings.patience.silence)]
    }

    private mutating func forgetSpeech() {
        isSpeakingHere = false
        connectionChanged()
        isPressed = false
        unconfirmedStart = nil
    }

    /// Who was speaking is unknown to a new connection; our own detector and the button still know.
    mutating func connectionChanged() {
        speaking = nil
        awaitingCommit = nil
    }
}

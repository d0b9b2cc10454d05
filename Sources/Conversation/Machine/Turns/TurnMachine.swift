/// Who has the floor, and where the person's turn ends, for every mode of taking turns.
struct TurnMachine: Equatable, Sendable {
    var settings: TurnSettings
    private(set) var isPersonSpeaking = false
    private(set) var isPressed = false
    private(set) var isFloorHeld = false
    /// A turn ended while the floor was held: its answer is owed.
    private var owesAnswer = false
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

    // MARK: The service judges

    mutating func serviceHeardStart() { isPersonSpeaking = true }
    mutating func serviceHeardEnd() { isPersonSpeaking = false }

    /// Whether the committed turn's answer comes by itself.
    mutating func serviceCommitted() -> Bool {
        isPersonSpeaking = false
        guard settings.mode.isServiceJudged else { return false }
        if isFloorHeld { owesAnswer = true }
        return !isFloorHeld
    }

    // MARK: Our detector judges

    mutating func nearEnd(_ speech: NearEndSpeech, isAudible: Bool) -> [Step] {
        guard settings.mode == .localVAD else { return [] }
        switch speech {
        case .started(_, let at, _):
            if isPersonSpeaking { return [.stopWaiting] }
            guard !isAudible else {
                unconfirmedStart = at
                return []
            }
            return begin(from: at)
        case .ended(_, let at):
            unconfirmedStart = nil
            guard isPersonSpeaking, !isFloorHeld else { return [] }
            return [.waitForEnd(until: at + settings.patience.silence)]
        }
    }

    /// The interruption was confirmed: what was said since its start is a turn.
    mutating func interrupted() -> [Step] {
        guard settings.mode == .localVAD, !isPersonSpeaking, let start = unconfirmedStart else { return [] }
        return begin(from: start)
    }

    mutating func waitedLongEnough() -> [Step] {
        guard settings.mode == .localVAD, isPersonSpeaking, !isFloorHeld else { return [] }
        isPersonSpeaking = false
        return [.endTurn]
    }

    private mutating func begin(from start: Duration) -> [Step] {
        isPersonSpeaking = true
        unconfirmedStart = nil
        return [.stopWaiting, .openGate(from: start)]
    }

    // MARK: A button judges

    /// `nil` when the mode has no button.
    mutating func push(_ pressed: Bool, at now: Duration) -> [Step]? {
        guard settings.mode == .pushToTalk else { return nil }
        guard pressed != isPressed else { return [] }
        isPressed = pressed
        isPersonSpeaking = pressed
        return pressed ? [.interrupt, .openGate(from: now)] : [.endTurn]
    }

    // MARK: Holding the floor

    mutating func hold(_ held: Bool, at now: Duration) -> [Step] {
        guard held != isFloorHeld else { return [] }
        isFloorHeld = held
        if held { return [.stopWaiting] }
        if settings.mode == .localVAD, isPersonSpeaking {
            return [.waitForEnd(until: now + settings.patience.silence)]
        }
        defer { owesAnswer = false }
        return owesAnswer ? [.createResponse] : []
    }

    mutating func modeChanged(to mode: TurnMode) {
        settings.mode = mode
        isPersonSpeaking = false
        isPressed = false
        unconfirmedStart = nil
    }

    /// Who was speaking is unknown to a new connection; our own detector and the button still know.
    mutating func connectionChanged() {
        if settings.mode.isServiceJudged { isPersonSpeaking = false }
    }
}

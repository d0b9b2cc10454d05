/// Two-stage interruption: hush at the first suspicion, cut when it is confirmed, go on from the same sample otherwise.
struct BargeInMachine: Equatable, Sendable {
    private var settings: InterruptionSettings
    private(set) var isSuspecting = false
    /// What the room allows at most.
    private(set) var fallback = DuplexMode.full

    init(_ settings: InterruptionSettings) { self.settings = settings }

    enum Step: Equatable, Sendable {
        case hush(SuspicionResponse, verdictWithin: Duration)
        case resume
        case cut(BargeInReason)
    }

    mutating func heard(_ evidence: BargeInEvidence, isAudible: Bool, isAnswering: Bool) -> Step? {
        switch evidence {
        case .suspected:
            guard mode == .full, isAudible, !isSuspecting else { return nil }
            isSuspecting = true
            return .hush(settings.onSuspicion, verdictWithin: settings.verdictTimeout)
        case .confirmed(let reason):
            guard isHeeded(reason) else { return nil }
            return cut(reason, if: isAudible || isAnswering)
        case .dismissed:
            return resume()
        }
    }

    /// The service heard the person. It decides alone unless the settings want our detector's word too.
    mutating func serviceHeardSpeech(isAudible: Bool, isAnswering: Bool) -> Step? {
        guard mode == .full, isSuspecting || !settings.serviceNeedsSecond else { return nil }
        return cut(.serviceHeardSpeech, if: isAudible || isAnswering)
    }

    /// Buttons and typed text always interrupt.
    mutating func demanded(_ reason: BargeInReason, isAudible: Bool, isAnswering: Bool) -> Step? {
        cut(reason, if: isAudible || isAnswering)
    }

    mutating func verdictTimedOut() -> Step? { resume() }

    /// The answer ended by itself while it was suspected to be talked over.
    mutating func nothingLeftToInterrupt() { isSuspecting = false }

    /// The room allows more or less than before.
    mutating func fall(to mode: DuplexMode) -> Step? {
        fallback = mode
        return self.mode == .full ? nil : resume()
    }

    /// The admin allows more or less than before.
    mutating func take(_ settings: InterruptionSettings) -> Step? {
        self.settings = settings
        return mode == .full ? nil : resume()
    }

    /// The surer of what the admin and the room say; `nil` where nobody may interrupt.
    private var mode: DuplexMode? { settings.mode.inAGoodRoom.map { max($0, fallback) } }

    private func isHeeded(_ reason: BargeInReason) -> Bool {
        switch mode {
        case .full?: true
        case .stopWord?: reason == .stopWord
        // In a room this bad the words may be our own.
        case .key?: reason == .stopWord && fallback < .key
        case nil: false
        }
    }

    private mutating func resume() -> Step? {
        guard isSuspecting else { return nil }
        isSuspecting = false
        return .resume
    }

    private mutating func cut(_ reason: BargeInReason, if isWorthIt: Bool) -> Step? {
        guard isWorthIt else { return nil }
        isSuspecting = false
        return .cut(reason)
    }
}

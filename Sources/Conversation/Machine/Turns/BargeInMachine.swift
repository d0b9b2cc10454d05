/// Two-stage interruption: hush at the first suspicion, cut when it is confirmed, go on from the same sample otherwise.
struct BargeInMachine: Equatable, Sendable {
    var settings: InterruptionSettings
    private(set) var isSuspecting = false

    init(_ settings: InterruptionSettings) { self.settings = settings }

    enum Step: Equatable, Sendable {
        case hush(SuspicionResponse, verdictWithin: Duration)
        case resume
        case cut(BargeInReason)
    }

    mutating func heard(_ evidence: BargeInEvidence, isAudible: Bool, isAnswering: Bool) -> Step? {
        switch evidence {
        case .suspected:
            guard settings.mode == .speech, isAudible, !isSuspecting else { return nil }
            isSuspecting = true
            return .hush(settings.onSuspicion, verdictWithin: settings.verdictTimeout)
        case .confirmed(let reason):
            guard settings.mode == .speech || reason == .stopWord && settings.mode != .nothing else { return nil }
            return cut(reason, if: isAudible || isAnswering)
        case .dismissed:
            return resume()
        }
    }

    /// The service heard the person. It decides alone unless the settings want our detector's word too.
    mutating func serviceHeardSpeech(isAudible: Bool, isAnswering: Bool) -> Step? {
        guard settings.mode == .speech, isSuspecting || !settings.serviceNeedsSecond else { return nil }
        return cut(.serviceHeardSpeech, if: isAudible || isAnswering)
    }

    /// Buttons and typed text always interrupt.
    mutating func demanded(_ reason: BargeInReason, isAudible: Bool, isAnswering: Bool) -> Step? {
        cut(reason, if: isAudible || isAnswering)
    }

    mutating func verdictTimedOut() -> Step? { resume() }

    /// The answer ended by itself while it was suspected to be talked over.
    mutating func nothingLeftToInterrupt() { isSuspecting = false }

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

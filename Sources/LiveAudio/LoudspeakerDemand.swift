import Sound

/// Whether the loudspeaker's stream should be open: while parts wait to be heard, and a while before and after.
struct LoudspeakerDemand {
    /// How long an open loudspeaker waits for an answer that was expected.
    static let patience = Duration.seconds(15)
    /// What is behind the last part: a fade, the next part of the same answer.
    static let tail = Duration.seconds(1)

    private(set) var isWanted = false
    private var keepUntil = Duration.zero

    /// Returns what to tell the sound system, if that is news.
    mutating func want(until instant: Duration) -> PlaybackDemand? {
        keepUntil = max(keepUntil, instant)
        defer { isWanted = true }
        return isWanted ? nil : .wanted
    }

    mutating func check(isBusy: Bool, at now: Duration) -> PlaybackDemand? {
        if isBusy { keepUntil = max(keepUntil, now + Self.tail) }
        guard isWanted, !isBusy, now >= keepUntil else { return nil }
        isWanted = false
        return .idle
    }

    mutating func release() -> PlaybackDemand? {
        keepUntil = .zero
        defer { isWanted = false }
        return isWanted ? .idle : nil
    }
}

import Sound

/// Tells fresh sound from old by when it arrives: after a server or we ourselves stood still, the pieces that were left
/// lying come in a flood, or never.
///
/// Keeps the earliest arrival seen ("on time") and measures how much later than that each piece is. Runs on the sound
/// thread: no allocation.
struct ArrivalWatch: Sendable {
    enum Verdict: Equatable, Sendable {
        case fresh
        /// Older than sound may be: leave it out.
        case stale
        /// Sound comes at its normal pace again, but this many samples before it never came.
        case gap(samples: Int)
    }

    /// Microseconds of lateness at which sound is too old, and at which it is good again.
    private static let tooOld: Int64 = 300_000
    private static let goodAgain: Int64 = 40_000
    /// Lateness is looked at again after this time. A flood makes it fall; lost sound leaves it as it is.
    private static let patience: Int64 = 150_000
    /// "On time" forgets at 500 ppm, so that it follows a clock slower than ours.
    private static let forgetting: Int64 = 2_000

    private let rate: StreamRate
    private var onTime: Int64?
    private var lastSeen = Moment(microseconds: 0)
    /// While old sound comes: when it was judged last, and how late it was then.
    private var lateSince: (moment: Moment, lateness: Int64)?

    init(rate: StreamRate) {
        self.rate = rate
    }

    /// Judges a piece whose last sample is the one before `end`.
    mutating func judge(end: SampleTime, at now: Moment) -> Verdict {
        let offset = now.microseconds - end.samples * 1_000_000 / Int64(rate.hertz)
        let expected = min(offset, (onTime ?? offset) + max(0, now - lastSeen) / Self.forgetting)
        onTime = expected
        lastSeen = now
        let lateness = offset - expected
        guard let since = lateSince else {
            guard lateness > Self.tooOld else { return .fresh }
            lateSince = (now, lateness)
            return .stale
        }
        return judge(lateness, since: since, at: now)
    }

    private mutating func judge(_ lateness: Int64, since: (moment: Moment, lateness: Int64), at now: Moment) -> Verdict
    {
        if lateness <= Self.goodAgain {
            lateSince = nil
            return .fresh
        }
        guard now - since.moment >= Self.patience else { return .stale }
        if since.lateness - lateness > Self.goodAgain {
            lateSince = (now, lateness)
            return .stale
        }
        lateSince = nil
        return .gap(samples: Int(lateness * Int64(rate.hertz) / 1_000_000))
    }
}

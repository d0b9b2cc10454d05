import Glibc

/// The wall clock for people, while it can be believed.
enum WallTime {
    /// Earlier than this program: the clock was never set.
    private static let oldest = 1_767_225_600

    /// Whether somebody vouches for the clock. Only systemd-timesyncd can be asked without rights; without it nobody does,
    /// and a certificate of the future is waited for instead of refused.
    static var isTrusted: Bool { unsafe access("/run/systemd/timesync/synchronized", F_OK) == 0 }

    /// False on a box without a clock of its own until somebody has set it.
    static var isSet: Bool { time(nil) > oldest }

    /// RFC 3339 in UTC; `nil` while the clock is not set.
    static func now() -> String? {
        isSet ? text(time(nil)) : nil
    }

    static func text(_ seconds: Int) -> String {
        let (days, rest) = (seconds / 86_400, seconds % 86_400)
        let (year, month, day) = date(days)
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
            + "T\(pad(rest / 3_600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))Z"
    }

    /// The Gregorian date of a day since 1970, counted in eras of 400 years that begin in March.
    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
